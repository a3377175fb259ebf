/** The generators of some events, and which of them have a customer. */
export interface GeneratorMix {
  /** One for each event, in the order of the events. */
  readonly ofEvents: readonly string[];
  readonly mapped: ReadonlySet<string>;
}

/** One event in this many is of a generator with a customer. */
const oneMappedIn = 100;

/**
 * Events of this many generators: one generator in a hundred, and at least one, has a customer, and one
 * event in a hundred is of such a one.
 */
export function mixGenerators(generators: number, events: number): GeneratorMix {
  const names = Array.from(
    { length: generators },
    (_, index) => `tenant-${generators}/repository-${index}`,
  );
  const mapped = names.slice(0, Math.ceil(generators / oneMappedIn));
  const unmapped = names.slice(mapped.length);
  const ofEvents = Array.from({ length: events }, (_, index) => {
    const mappedBefore = Math.ceil(index / oneMappedIn);
    const isMapped = index % oneMappedIn === 0;
    return isMapped ? take(mapped, mappedBefore) : take(unmapped, index - mappedBefore);
  });
  return { ofEvents, mapped: new Set(mapped) };
}

function take(names: readonly string[], place: number): string {
  return names[place % names.length] ?? '';
}
