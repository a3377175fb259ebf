import type { Excluded, NumberAlternative } from '../values/alternative.ts';
import { addBits, type Bits } from '../values/bits.ts';
import { comparableNumber } from '../values/comparable-number.ts';
import { RangeIndex } from './range-index.ts';
import { entryOf, TextIndex } from './text-index.ts';

const LETTERS = 0x41;

/** Alternatives for texts and numbers, and what they stand for. */
export class ValueIndex {
  readonly #texts: TextIndex;
  readonly #numbers = new Map<number, Bits>();
  readonly #words: number;
  readonly words = new Map<string, Bits>();
  readonly ranges = new RangeIndex<number>();

  constructor(words: number) {
    this.#words = words;
    this.#texts = new TextIndex(words);
  }

  add(alternative: Excluded, bits: Bits): void {
    if (alternative.kind === 'number') this.#addNumber(alternative, bits);
    else this.#texts.add(alternative, bits);
  }

  findText(text: string, into: Bits): void {
    this.#texts.find(text, into);
  }

  findWord(word: string, into: Bits): void {
    const exact = this.words.size === 0 ? undefined : this.words.get(word);
    if (exact !== undefined) addBits(into, exact);
    if (this.#numbers.size === 0 && this.ranges.isEmpty) return;
    // Not of true, false and null, which begin with letters.
    const number = word.charCodeAt(0) < LETTERS ? comparableNumber(word) : undefined;
    if (number === undefined) return;
    const equal = this.#numbers.size === 0 ? undefined : this.#numbers.get(number);
    if (equal !== undefined) addBits(into, equal);
    this.ranges.find(number, into);
  }

  #addNumber({ text, number }: NumberAlternative, bits: Bits): void {
    const entry =
      number === undefined
        ? entryOf(this.words, text, this.#words)
        : entryOf(this.#numbers, number, this.#words);
    addBits(entry, bits);
  }
}
