import type { SourceInput } from '../../../local/input/sources.ts';

/** An event of the run, as the vendor's services would put it on the events queue. */
export interface VendorEvent {
  readonly id: string;
  readonly generator: string;
  readonly detailType: string;
  readonly detail: {
    /** The event's id again: customers see nothing else of it. */
    readonly eventId: string;
    readonly generator: string;
    readonly text: string;
  };
}

const tenants = 6;
// Ten and more, so that one generator's name is the beginning of another's.
const resourcesOfTenant = 11;
const accounts = 24;
const regions = ['us-east-1', 'eu-west-1'] as const;
const detailTypes = ['push', 'issues.opened', 'release.published'] as const;
const paddingCharacters = 330;
/** So many that an entry of {@link largestEntryBytes} cannot hold them. */
const largePaddingCharacters = 6_000;

/** The largest entry of a run, in bytes: large events need not be large. */
export const largestEntryBytes = 4_096;

const generators = Array.from({ length: tenants * resourcesOfTenant }, (_, index) => {
  const tenant = 1 + Math.floor(index / resourcesOfTenant);
  return `acct${tenant}/repo${1 + (index % resourcesOfTenant)}`;
});

/**
 * The customers: two to four for each generator, in two Regions, one in six with a choice of detail types. The last
 * generator of each tenant has none.
 */
export function makeSources(random: () => number): readonly SourceInput[] {
  return generators
    .filter((_, index) => (index + 1) % resourcesOfTenant !== 0)
    .flatMap((generator) => {
      const firstAccount = whole(random, accounts);
      return Array.from({ length: 2 + whole(random, 3) }, (_, index) => ({
        generator,
        account: String(200_000_000_000 + ((firstAccount + index) % accounts)),
        region: pick(random, regions),
        bus: 'active' as const,
        ...(whole(random, 6) === 0 && { detailTypes: [pick(random, detailTypes)] }),
      }));
    });
}

/**
 * The event of a number, of a random generator: about 500 bytes on the queue, or as many as no entry holds.
 *
 * @param largePercent how many events are large ones
 */
export function eventNumbered(
  number: number,
  { seed, largePercent }: { readonly seed: number; readonly largePercent: number },
  random: () => number,
): VendorEvent {
  const id = `${seed}-${number}`;
  const generator = pick(random, generators);
  const padding = paddingCharacters + whole(random, 40);
  const detailType = pick(random, detailTypes);
  const isLarge = random() * 100 < largePercent;
  const text = isLarge ? 'ü'.repeat(largePaddingCharacters) : 'x'.repeat(padding);
  return { id, generator, detailType, detail: { eventId: id, generator, text } };
}

function whole(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

function pick<T>(random: () => number, values: readonly [T, ...T[]] | readonly T[]): T {
  const value = values[whole(random, values.length)];
  if (value === undefined) throw new RangeError('There is nothing to pick from');
  return value;
}
