/** A set of small integers, 32 in each word. */
export type Bits = Int32Array;

const WORD_SHIFT = 5;
const WORD_MASK = 31;

/** An empty set for integers below `size`. */
export function emptyBits(size: number): Bits {
  return new Int32Array(Math.max(1, Math.ceil(size / (WORD_MASK + 1))));
}

/** Adds one integer. */
export function addBit(bits: Bits, bit: number): void {
  const word = bit >> WORD_SHIFT;
  bits[word] = (bits[word] ?? 0) | (1 << (bit & WORD_MASK));
}

/** Whether an integer is in the set. */
export function hasBit(bits: Bits, bit: number): boolean {
  return (((bits[bit >> WORD_SHIFT] ?? 0) >>> (bit & WORD_MASK)) & 1) === 1;
}

/** Adds all integers of another set. */
export function addBits(into: Bits, bits: Bits): void {
  for (let word = 0; word < bits.length; word += 1) {
    into[word] = (into[word] ?? 0) | (bits[word] ?? 0);
  }
}

/** Adds the integers of `from` that are not in `except`. */
export function addBitsExcept(into: Bits, from: Bits, except: Bits): void {
  for (let word = 0; word < from.length; word += 1) {
    into[word] = (into[word] ?? 0) | ((from[word] ?? 0) & ~(except[word] ?? 0));
  }
}

/** Whether a set has no integer. */
export function isEmptySet(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word += 1) if (bits[word] !== 0) return false;
  return true;
}

/** Whether two sets have an integer in common. */
export function intersects(one: Bits, other: Bits): boolean {
  for (let word = 0; word < one.length; word += 1) {
    if (((one[word] ?? 0) & (other[word] ?? 0)) !== 0) return true;
  }
  return false;
}

/** The least integer of a word, counted from `word * 32`; undefined if the word is 0. */
export function leastBit(value: number, word: number): number {
  return (word << WORD_SHIFT) + (WORD_MASK - Math.clz32(value & -value));
}
