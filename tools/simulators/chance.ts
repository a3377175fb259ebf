/** A number from 0 to below 1 that looks random: the same for the same name, whatever was drawn before. */
export type Chance = (name: string) => number;

const { imul } = Math;

/**
 * Chance by a seed and a name, so that a history from which something is left out behaves as it did
 * in all the rest: failing histories can be shrunk.
 */
export function chanceBy(seed: number): Chance {
  return (name) => {
    // FNV-1a, and the finish of murmur3, which spreads what differs in the last character alone.
    let hash = seed ^ 0x811c9dc5;
    for (let index = 0; index < name.length; index += 1) {
      hash = imul(hash ^ name.charCodeAt(index), 0x01000193);
    }
    hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}
