/** What a size was answered with. */
export type SizeAnswer<A> =
  { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly answer: A };

/** Where to look for a limit. */
export interface Search<A> {
  /** The smallest that is tried. */
  readonly floor: number;
  /** The largest that is tried. */
  readonly ceiling: number;
  /** Where the limit may well be: tried first, each with the next larger one. */
  readonly hints: readonly number[];
  readonly ask: (size: number) => Promise<SizeAnswer<A>>;
}

/** What was found. */
export type FoundLimit<A> =
  | {
      readonly kind: 'limit';
      readonly accepted: number;
      /** The next larger one and its answer, unless the ceiling itself was accepted. */
      readonly refused?: { readonly size: number; readonly answer: A };
      /** Sizes that were answered the other way round: refused below the limit, or accepted above it. */
      readonly contradictions: readonly number[];
    }
  /** Even the smallest was refused: this is about something else than the size. */
  | { readonly kind: 'none'; readonly answer: A };

/**
 * The largest that is accepted, to the last one, by binary search. A search believes that all below a limit
 * is accepted and all above it refused; so some more are asked on both sides. What a conclusion hangs on is
 * asked twice: one answer may be about something else.
 */
export async function findLimit<A>(search: Search<A>): Promise<FoundLimit<A>> {
  const { floor, ceiling, ask } = search;
  const least = await askAgainUnless('accepted', floor, ask);
  if (least.kind === 'refused') return { kind: 'none', answer: least.answer };
  const between = await confirmed(search, await narrowed(search, await byHints(search)));
  const contradictions: number[] = [];
  for (const size of checksOf(between, floor, ceiling)) {
    const expected = size <= between.accepted ? 'accepted' : 'refused';
    const { kind } = await askAgainUnless(expected, size, ask);
    if (kind !== expected) contradictions.push(size);
  }
  return { kind: 'limit', ...between, contradictions };
}

async function askAgainUnless<A>(
  expected: SizeAnswer<A>['kind'],
  size: number,
  ask: Search<A>['ask'],
): Promise<SizeAnswer<A>> {
  const first = await ask(size);
  return first.kind === expected ? first : await ask(size);
}

/** Goes on above a size that is accepted after all: a refusal that did not last ended the search there. */
async function confirmed<A>(search: Search<A>, found: Between<A>): Promise<Between<A>> {
  let between = found;
  while (between.refused !== undefined) {
    const { size } = between.refused;
    const again = await search.ask(size);
    if (again.kind === 'refused') return after(between, size, again);
    between =
      size === search.ceiling ? { accepted: size } : await narrowed(search, { accepted: size });
  }
  return between;
}

interface Between<A> {
  readonly accepted: number;
  readonly refused?: { readonly size: number; readonly answer: A };
}

/** What the hints leave of the space between the floor and the ceiling. */
async function byHints<A>({ floor, ceiling, hints, ask }: Search<A>): Promise<Between<A>> {
  let between: Between<A> = { accepted: floor };
  for (const size of hints.flatMap((hint) => [hint, hint + 1])) {
    if (size > between.accepted && size < (between.refused?.size ?? ceiling)) {
      between = after(between, size, await ask(size));
    }
  }
  return between;
}

async function narrowed<A>({ ceiling, ask }: Search<A>, known: Between<A>): Promise<Between<A>> {
  let between = known.refused === undefined ? after(known, ceiling, await ask(ceiling)) : known;
  while (between.refused !== undefined && between.refused.size - between.accepted > 1) {
    const middle = Math.floor((between.accepted + between.refused.size) / 2);
    between = after(between, middle, await ask(middle));
  }
  return between;
}

function after<A>(between: Between<A>, size: number, answer: SizeAnswer<A>): Between<A> {
  if (answer.kind === 'refused') return { ...between, refused: { size, answer: answer.answer } };
  return { ...between, accepted: size };
}

/** Some on both sides, not near the limit alone. */
function checksOf(
  { accepted, refused }: Between<unknown>,
  floor: number,
  ceiling: number,
): readonly number[] {
  const below = [0.5, 0.9].map((part) => Math.floor(accepted * part));
  const above = [1.1, 1.5].map((times) => Math.ceil((refused?.size ?? Infinity) * times));
  return [...below, ...above].filter((size) => size >= floor && size <= ceiling);
}
