import { addBits, type Bits } from '../values/bits.ts';
import { BitRows } from './bit-rows.ts';

/** The context of what is in no array. */
export const ROOT = 0;
/** In place of an array for the root, and of an element where none is chosen. */
export const NONE = -1;

/**
 * Where an event has the fields of a pattern. A _context_ is the event itself, or an element of an array that is an
 * object or an array; fields of two contexts go together unless these are in different elements of one array.
 * Contexts and arrays have numbers, and those outside have lower ones.
 */
export class EventLayout {
  /** The array that a context is an element of, and the context that an array is in. */
  readonly arrayOf: number[] = [NONE];
  readonly contextOf: number[] = [];
  /** The conditions that allow absence, on fields that a context has itself, and all those that its values fulfil. */
  readonly present: BitRows;
  readonly fulfilled: BitRows;
  /** Those that are fulfilled in any context. */
  readonly fulfilledAnywhere: Bits;

  constructor(words: number) {
    this.present = new BitRows(words);
    this.fulfilled = new BitRows(words);
    this.fulfilledAnywhere = new Int32Array(words);
  }

  /** Takes out all values of an event without arrays. */
  clear(): void {
    this.present.clearFrom(ROOT);
    this.fulfilled.clearFrom(ROOT);
    this.fulfilledAnywhere.fill(0);
  }

  /** A new array in a context. */
  addArray(context: number): number {
    return this.contextOf.push(context) - 1;
  }

  /** A new element of an array. */
  addContext(array: number): number {
    return this.arrayOf.push(array) - 1;
  }

  /** Removes a context, and those that were added after it, with their arrays. */
  removeFrom(context: number): void {
    while (this.arrayOf.length > context) this.arrayOf.pop();
    while ((this.contextOf.at(-1) ?? NONE) >= context) this.contextOf.pop();
    this.present.clearFrom(context);
    this.fulfilled.clearFrom(context);
  }

  /** Removes the array that was added last, and its elements, which begin with a context. */
  removeLastArray(firstElement: number): void {
    this.removeFrom(firstElement);
    this.contextOf.pop();
  }

  /** Notes a value in a context: the conditions that its being there may break, and those that it fulfils. */
  addValue(context: number, absences: Bits, fulfilled: Bits): void {
    this.present.add(context, absences);
    this.fulfilled.add(context, fulfilled);
    addBits(this.fulfilledAnywhere, fulfilled);
  }

  /** Adds what a context of another layout has itself to one of this. */
  copyRows(from: EventLayout, fromContext: number, context: number): void {
    for (let word = 0; word < this.present.words; word += 1) {
      this.present.addWord(context, word, from.present.word(fromContext, word));
      this.fulfilled.addWord(context, word, from.fulfilled.word(fromContext, word));
    }
  }
}

/** The same layout without arrays of only one element with a field of the pattern: nothing can contradict it. */
export function simplified(layout: EventLayout): EventLayout {
  const simple = new EventLayout(layout.present.words);
  const contexts = simplifiedContexts(layout, simple);
  contexts.forEach((newContext, context) => simple.copyRows(layout, context, newContext));
  return simple;
}

/** Makes the contexts and arrays that stay; the new number of each context, its outer one's if it does not. */
function simplifiedContexts(layout: EventLayout, simple: EventLayout): Int32Array {
  const { arrayOf, contextOf } = layout;
  const sizes = sizesOf(layout);
  const contexts = new Int32Array(arrayOf.length);
  const arrays = new Int32Array(contextOf.length).fill(NONE);
  for (let context = ROOT + 1; context < arrayOf.length; context += 1) {
    const array = arrayOf[context] ?? NONE;
    const outer = contexts[contextOf[array] ?? ROOT] ?? ROOT;
    if (sizes[array] !== 1 && arrays[array] === NONE) arrays[array] = simple.addArray(outer);
    contexts[context] = sizes[array] === 1 ? outer : simple.addContext(arrays[array] ?? ROOT);
  }
  return contexts;
}

function sizesOf({ arrayOf, contextOf }: EventLayout): Int32Array {
  const sizes = new Int32Array(contextOf.length);
  for (const array of arrayOf) if (array !== NONE) sizes[array] = (sizes[array] ?? 0) + 1;
  return sizes;
}
