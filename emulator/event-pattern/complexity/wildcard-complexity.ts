import { type AutomatonState, wildcardAutomaton, type WildcardText } from './wildcard-automaton.ts';

/**
 * Event Ruler's complexity of the wildcards of one field: the most beginnings of wildcards that one value can match at
 * the same time. Counts to one more than `most` and no further, since the number of sets of states may explode.
 */
export function wildcardComplexity(texts: readonly WildcardText[], most: number): number {
  if (texts.length === 0) return 0;
  const waiting: Active[] = [new Set([wildcardAutomaton(texts)])];
  const seen = new Set<string>();
  const numberOf = numbering();
  const toCome = wildcardsToCome();
  let greatest = 0;
  for (let active = waiting.pop(); active !== undefined; active = waiting.pop()) {
    for (const reached of successors(active)) {
      const next = withWildcardsToCome(reached, toCome);
      const complexity = weightOf(next);
      if (complexity > most) return most + 1;
      greatest = Math.max(greatest, complexity);
      const key = [...next].map(numberOf).toSorted(ascending).join();
      if (!seen.has(key)) waiting.push(next);
      seen.add(key);
    }
  }
  return greatest;
}

/** The states that a traversal is in at the same time. */
type Active = ReadonlySet<AutomatonState>;

function* successors(active: Active): Generator<Active> {
  const onAnyByte = [...active].flatMap((state) => state.onAnyByte);
  if (onAnyByte.length > 0) yield new Set(onAnyByte);
  const bytes = new Set([...active].flatMap((state) => [...state.onByte.keys()]));
  for (const byte of bytes) {
    const onByte = [...active].flatMap((state) => state.onByte.get(byte) ?? []);
    yield new Set([...onAnyByte, ...onByte]);
  }
}

/**
 * A traversal stays in the states of wildcards, so a value may go through those that follow before it repeats what led
 * here: then it is in all of them. A set with them includes whatever one without them leads to.
 */
function withWildcardsToCome(active: Active, toCome: WildcardsToCome): Active {
  for (const state of active) if (!state.isAfterWildcard) return active;
  const all = new Set(active);
  for (const state of active) {
    if (isWildcard(state)) for (const next of toCome(state)) all.add(next);
  }
  return all;
}

/** The states of wildcards that a state leads to. */
type WildcardsToCome = (state: AutomatonState) => readonly AutomatonState[];

function wildcardsToCome(): WildcardsToCome {
  const known = new Map<AutomatonState, readonly AutomatonState[]>();
  return (state) => {
    const wildcards = known.get(state) ?? reachableFrom(state).filter(isWildcard);
    known.set(state, wildcards);
    return wildcards;
  };
}

function reachableFrom(state: AutomatonState): AutomatonState[] {
  const reached = new Set([state]);
  // A set is gone through in the order of adding, also what is added meanwhile.
  for (const one of reached) {
    for (const next of one.onAnyByte) reached.add(next);
    for (const next of [...one.onByte.values()].flat()) reached.add(next);
  }
  return [...reached];
}

function isWildcard(state: AutomatonState): boolean {
  return state.onAnyByte.includes(state);
}

/** What matches `foo` also matches `foo*`: the wildcards that follow count besides the states themselves. */
function weightOf(active: Active): number {
  let weight = 0;
  for (const state of active) {
    weight += state.patterns.size;
    for (const next of state.onAnyByte) if (!active.has(next)) weight += next.patterns.size;
  }
  return weight;
}

const ascending = (one: number, other: number) => one - other;

function numbering(): (state: AutomatonState) => number {
  const numbers = new Map<AutomatonState, number>();
  return (state) => {
    const known = numbers.get(state) ?? numbers.size;
    numbers.set(state, known);
    return known;
  };
}
