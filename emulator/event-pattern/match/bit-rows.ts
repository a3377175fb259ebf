import type { Bits } from '../values/bits.ts';

const nothing = new Int32Array(0);

/** Sets of conditions in rows, in one growing array. */
export class BitRows {
  readonly words: number;
  #rows: Int32Array<ArrayBuffer>;
  /** After the last row that something was added to. */
  #end = 0;

  /** @param rows that there is room for at once */
  constructor(words: number, rows = 0) {
    this.words = words;
    this.#rows = rows === 0 ? nothing : new Int32Array(words * rows);
  }

  /** A word of a row; 0 of a row that nothing was added to. */
  word(row: number, word: number): number {
    return this.#rows[row * this.words + word] ?? 0;
  }

  /** Empties a row and all after it. */
  clearFrom(row: number): void {
    const start = row * this.words;
    while (this.#end > start) this.#rows[(this.#end -= 1)] = 0;
  }

  /** Adds to a row. */
  add(row: number, bits: Bits): void {
    for (let word = 0; word < this.words; word += 1) this.addWord(row, word, bits[word] ?? 0);
  }

  /** Adds the bits of one word to a row. */
  addWord(row: number, word: number, bits: number): void {
    if (bits === 0) return;
    const index = row * this.words + word;
    if (index >= this.#rows.length) this.#grow(index);
    this.#rows[index] = (this.#rows[index] ?? 0) | bits;
    if (index >= this.#end) this.#end = index + 1;
  }

  #grow(index: number): void {
    const larger = new Int32Array(2 * (index + this.words));
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
