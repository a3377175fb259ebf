import { addressDigits } from '../values/address.ts';
import {
  type Alternative,
  type Excluded,
  isTextOrNumber,
  type NumberAlternative,
} from '../values/alternative.ts';
import { addBit, addBits, addBitsExcept, type Bits, emptyBits, hasBit } from '../values/bits.ts';
import { comparableNumber } from '../values/comparable-number.ts';
import { RangeIndex } from './range-index.ts';
import { entryOf, TextIndex } from './text-index.ts';

const LETTERS = 0x41;

/** Finds which conditions on one field a value fulfils. A condition is a bit. */
export class ValueMatcher {
  readonly #words: number;
  /** Conditions that any value fulfils. */
  readonly #always: Bits;
  readonly #included: ValueIndex;
  /** What `anything-but` excludes, of the conditions that have one. */
  readonly #excluded: ValueIndex;
  readonly #excluding: Bits;
  /** The conditions with more than one `anything-but`: what each excludes. */
  readonly #excludingTwice: { bit: number; indexes: ValueIndex[] }[] = [];
  readonly #ipv4 = new RangeIndex<string>();
  readonly #ipv6 = new RangeIndex<string>();
  #excludes = false;
  readonly #scratch: Bits;

  constructor(conditionCount: number) {
    const always = emptyBits(conditionCount);
    this.#always = always;
    this.#words = always.length;
    this.#excluding = emptyBits(conditionCount);
    this.#scratch = emptyBits(conditionCount);
    this.#included = new ValueIndex(this.#words);
    this.#excluded = new ValueIndex(this.#words);
  }

  /** Adds a condition: one of the alternatives must hold. */
  add(bit: number, alternatives: readonly Alternative[]): void {
    const bits = new Int32Array(this.#words);
    addBit(bits, bit);
    for (const alternative of alternatives) this.#addAlternative(alternative, bits);
    this.#addExclusions(
      bit,
      alternatives.flatMap((given) => (given.kind === 'anythingBut' ? [given.excluded] : [])),
    );
  }

  /** Adds to `found` the conditions that a text fulfils. */
  findText(text: string, found: Bits): void {
    addBits(found, this.#always);
    this.#included.findText(text, found);
    if (this.#excludes) {
      this.#addUnlessExcluded(found, (index, excluded) => index.findText(text, excluded));
    }
    if (!this.#ipv4.isEmpty || !this.#ipv6.isEmpty) this.#findAddress(text, found);
  }

  /** Adds to `found` the conditions that a number, true, false or null fulfils, by its text. */
  findWord(word: string, found: Bits): void {
    addBits(found, this.#always);
    this.#included.findWord(word, found);
    if (this.#excludes) {
      this.#addUnlessExcluded(found, (index, excluded) => index.findWord(word, excluded));
    }
  }

  #addAlternative(alternative: Alternative, bits: Bits): void {
    if (isTextOrNumber(alternative)) this.#included.add(alternative, bits);
    else this.#addOther(alternative, bits);
  }

  #addOther(alternative: Exclude<Alternative, Excluded>, bits: Bits): void {
    switch (alternative.kind) {
      case 'present':
        addBits(this.#always, bits);
        break;
      case 'absent':
      case 'anythingBut':
        break;
      case 'address':
        this.#addAddresses(alternative.digits, alternative.digits, bits);
        break;
      case 'addresses':
        this.#addAddresses(alternative.from, alternative.to, bits);
        break;
      case 'range':
        this.#included.ranges.add(alternative, bits);
        break;
      case 'word':
        addBits(entryOf(this.#included.words, alternative.word, this.#words), bits);
        break;
    }
  }

  #addExclusions(bit: number, exclusions: readonly (readonly Excluded[])[]): void {
    const [only = []] = exclusions;
    this.#excludes ||= exclusions.length > 0;
    if (exclusions.length === 1) {
      addBit(this.#excluding, bit);
      const bits = new Int32Array(this.#words);
      addBit(bits, bit);
      for (const excluded of only) this.#excluded.add(excluded, bits);
    } else if (exclusions.length > 1) {
      const indexes = exclusions.map((excluded) => this.#indexOf(excluded));
      this.#excludingTwice.push({ bit, indexes });
    }
  }

  #indexOf(excluded: readonly Excluded[]): ValueIndex {
    const index = new ValueIndex(1);
    const bits = emptyBits(1);
    addBit(bits, 0);
    for (const alternative of excluded) index.add(alternative, bits);
    return index;
  }

  #addAddresses(low: string, high: string, bits: Bits): void {
    const index = low.length === 8 ? this.#ipv4 : this.#ipv6;
    index.add({ low, high, includesLow: true, includesHigh: true }, bits);
  }

  #findAddress(text: string, found: Bits): void {
    const digits = addressDigits(text);
    if (digits === undefined) return;
    const index = digits.length === 8 ? this.#ipv4 : this.#ipv6;
    index.find(digits, found);
  }

  #addUnlessExcluded(found: Bits, find: (index: ValueIndex, excluded: Bits) => void): void {
    const excluded = this.#scratch.fill(0);
    find(this.#excluded, excluded);
    addBitsExcept(found, this.#excluding, excluded);
    for (const { bit, indexes } of this.#excludingTwice) {
      const isExcluded = (index: ValueIndex) => {
        const once = emptyBits(1);
        find(index, once);
        return hasBit(once, 0);
      };
      if (!indexes.every(isExcluded)) addBit(found, bit);
    }
  }
}

/** Alternatives for texts and numbers, and what they stand for. */
class ValueIndex {
  readonly #texts = new TextIndex();
  readonly #numbers = new Map<number, Bits>();
  readonly #words: number;
  readonly words = new Map<string, Bits>();
  readonly ranges = new RangeIndex<number>();

  constructor(words: number) {
    this.#words = words;
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
