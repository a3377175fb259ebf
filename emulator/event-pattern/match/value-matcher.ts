import { addressDigits } from '../values/address.ts';
import { type Alternative, type Excluded, isTextOrNumber } from '../values/alternative.ts';
import { addBit, addBits, type Bits, emptyBits } from '../values/bits.ts';
import { Exclusions } from './exclusions.ts';
import { RangeIndex } from './range-index.ts';
import { entryOf } from './text-index.ts';
import { ValueIndex } from './value-index.ts';

/** Finds which conditions on one field a value fulfils. A condition is a bit. */
export class ValueMatcher {
  readonly #words: number;
  /** Conditions that any value fulfils. */
  readonly #always: Bits;
  readonly #included: ValueIndex;
  readonly #exclusions: Exclusions;
  readonly #ipv4 = new RangeIndex<string>();
  readonly #ipv6 = new RangeIndex<string>();

  constructor(conditionCount: number) {
    const always = emptyBits(conditionCount);
    this.#always = always;
    this.#words = always.length;
    this.#included = new ValueIndex(this.#words);
    this.#exclusions = new Exclusions(conditionCount);
  }

  /** Adds a condition: one of the alternatives must hold. */
  add(bit: number, alternatives: readonly Alternative[]): void {
    const bits = new Int32Array(this.#words);
    addBit(bits, bit);
    for (const alternative of alternatives) this.#addAlternative(alternative, bits);
    this.#exclusions.add(
      bit,
      alternatives.flatMap((given) => (given.kind === 'anythingBut' ? [given.excluded] : [])),
    );
  }

  /** Adds to `found` the conditions that a text fulfils. */
  findText(text: string, found: Bits): void {
    addBits(found, this.#always);
    this.#included.findText(text, found);
    this.#exclusions.findText(text, found);
    if (!this.#ipv4.isEmpty || !this.#ipv6.isEmpty) this.#findAddress(text, found);
  }

  /** Adds to `found` the conditions that a number, true, false or null fulfils, by its text. */
  findWord(word: string, found: Bits): void {
    addBits(found, this.#always);
    this.#included.findWord(word, found);
    this.#exclusions.findWord(word, found);
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
}
