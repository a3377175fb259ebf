import type { Excluded } from '../values/alternative.ts';
import { addBit, addBitsExcept, type Bits, emptyBits, leastBit } from '../values/bits.ts';
import { ValueIndex } from './value-index.ts';

/** Finds the conditions that a value fulfils by an `anything-but`. Each `anything-but` has a number of its own. */
export class Exclusions {
  /** The conditions with an `anything-but`. */
  readonly #excluding: Bits;
  /** By number, the condition; by condition, how many it has. */
  readonly #conditionOf: number[] = [];
  readonly #countOf = new Map<number, number>();
  readonly #lists: (readonly Excluded[])[] = [];
  /** What is excluded, by the numbers; made when all are there. */
  #index: ValueIndex | undefined;
  #excludedBy: Bits = emptyBits(0);
  readonly #broken: Bits;

  constructor(conditionCount: number) {
    this.#excluding = emptyBits(conditionCount);
    this.#broken = emptyBits(conditionCount);
  }

  /** Adds a condition, with what each of its `anything-but` excludes. */
  add(condition: number, lists: readonly (readonly Excluded[])[]): void {
    if (lists.length === 0) return;
    addBit(this.#excluding, condition);
    this.#countOf.set(condition, lists.length);
    for (const list of lists) {
      this.#conditionOf.push(condition);
      this.#lists.push(list);
    }
    this.#index = undefined;
  }

  /** Adds to `found` the conditions that a text fulfils. */
  findText(text: string, found: Bits): void {
    if (this.#lists.length === 0) return;
    this.#indexed().findText(text, this.#excludedBy);
    this.#addOthers(found);
  }

  /** The same for a number, true, false or null. */
  findWord(word: string, found: Bits): void {
    if (this.#lists.length === 0) return;
    this.#indexed().findWord(word, this.#excludedBy);
    this.#addOthers(found);
  }

  /** The index, and no number yet that excludes the value. */
  #indexed(): ValueIndex {
    this.#index ??= this.#makeIndex();
    this.#excludedBy.fill(0);
    return this.#index;
  }

  #makeIndex(): ValueIndex {
    this.#excludedBy = emptyBits(this.#lists.length);
    const index = new ValueIndex(this.#excludedBy.length);
    this.#lists.forEach((list, number) => {
      const bits = emptyBits(this.#lists.length);
      addBit(bits, number);
      for (const excluded of list) index.add(excluded, bits);
    });
    return index;
  }

  /** A condition is broken if each `anything-but` that it has excludes the value. */
  #addOthers(found: Bits): void {
    const broken = this.#broken.fill(0);
    let [condition, count] = [NONE, 0];
    for (let word = 0; word < this.#excludedBy.length; word += 1) {
      for (let left = this.#excludedBy[word] ?? 0; left !== 0; left &= left - 1) {
        const next = this.#conditionOf[leastBit(left, word)] ?? NONE;
        count = next === condition ? count + 1 : 1;
        condition = next;
        if (count === this.#countOf.get(condition)) addBit(broken, condition);
      }
    }
    addBitsExcept(found, this.#excluding, broken);
  }
}

/** In place of a condition. */
const NONE = -1;
