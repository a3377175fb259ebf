/** What the sizes of some entries are like. */
export interface Sizes {
  readonly name: string;
  /** So that different sizes are drawn for each. */
  readonly seed: number;
  /** The size of an entry, of two uniform numbers from 0 to below 1. */
  readonly bytesOf: (chances: readonly [number, number], limits: SizeLimits) => number;
}

interface SizeLimits {
  readonly maxEntryBytes: number;
  readonly maxRequestBytes: number;
}

// Source, detail type and time.
const minEntryBytes = 100;

/** Log-normal sizes (sigma 1) around a median, up to the largest entry. */
export function logNormal(medianKb: number): Sizes {
  const medianBytes = medianKb * 1000;
  return {
    name: `median ${medianKb} kB`,
    seed: medianBytes,
    bytesOf: (chances, { maxEntryBytes }) => {
      const bytes = Math.round(medianBytes * Math.exp(standardNormal(chances)));
      return Math.min(maxEntryBytes, Math.max(minEntryBytes, bytes));
    },
  };
}

/** Of two uniform numbers from 0 to below 1 (Box and Muller). */
function standardNormal([first, second]: readonly [number, number]): number {
  return Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
}

/** Sizes that a packer may stumble over. */
export const nastySizes: readonly Sizes[] = [
  {
    name: 'half tiny, half just over half a request',
    seed: 1,
    bytesOf: ([chance], { maxRequestBytes }) => (chance < 0.5 ? 200 : maxRequestBytes / 2 + 1),
  },
  {
    name: 'one in ten as large as an entry may be, the rest 1 kB',
    seed: 2,
    bytesOf: ([chance], { maxEntryBytes }) => (chance < 0.1 ? maxEntryBytes : 1000),
  },
  {
    name: 'each a twentieth of a request',
    seed: 3,
    bytesOf: (_, { maxRequestBytes }) => Math.floor(maxRequestBytes / 20),
  },
];

/** Sizes with which ten sources leave few choices, or with which bytes and number run out together. */
export const hardSizes: readonly Sizes[] = [
  {
    name: 'any size',
    seed: 4,
    bytesOf: ([chance], { maxEntryBytes }) => Math.ceil(chance * maxEntryBytes),
  },
  {
    name: 'about a third of a request each',
    seed: 5,
    bytesOf: ([chance], { maxRequestBytes }) => {
      const part = chance < 1 / 3 ? 0.27 : chance < 2 / 3 ? 0.34 : 0.39;
      return Math.floor(maxRequestBytes * part);
    },
  },
  {
    name: 'log-normal, the mean a twentieth of a request',
    seed: 6,
    bytesOf: (chances, limits) =>
      logNormal(limits.maxRequestBytes / 20 / Math.sqrt(Math.E) / 1000).bytesOf(chances, limits),
  },
];
