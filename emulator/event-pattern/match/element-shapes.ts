import type { EventLayout } from './event-layout.ts';
import { PairNumbers } from './pair-numbers.ts';

const BITS_PER_WORD = 32;
const FEW = 8;
const EMPTY = 0;
const AFTER_ROWS = -1;
const START_OF_ARRAY = -2;

/**
 * Finds elements of an array that are the same to a pattern, so that one of them can stand for all. It must be told of
 * each element and each array when it ends, those inside before those around them.
 */
export class ElementShapes {
  readonly #layout: EventLayout;
  readonly #pairs = new PairNumbers();
  /** The shapes of the elements of all arrays that have not ended, and where those of each array begin. */
  readonly #shapes: number[] = [];
  readonly #firstOf: number[] = [];
  /** The first element of each array. */
  readonly #elementsOf: number[] = [];
  /** By context, one number for its arrays that have ended. */
  readonly #inContext: number[] = [];
  /** By context, how many arrays have each shape: of all but the first. */
  readonly #copiesIn: (Map<number, number> | undefined)[] = [];
  readonly #conditions: number;
  /** Another number for each array, also for those that take the place of a removed one. */
  readonly #serials: number[] = [];
  readonly #seen = new PairNumbers();
  #arrays = 0;

  constructor(layout: EventLayout) {
    this.#layout = layout;
    this.#conditions = layout.present.words * BITS_PER_WORD;
  }

  /** Notes a new array. */
  openArray(array: number): void {
    this.#serials[array] = this.#arrays;
    this.#arrays += 1;
    this.#firstOf[array] = this.#shapes.length;
    this.#elementsOf[array] = this.#layout.arrayOf.length;
  }

  /** Removes an element that has ended, and all in it, if its array has the same already. */
  closeElement(array: number, context: number): void {
    const shape = this.#shapeOf(context);
    if (this.#isNew(array, shape)) this.#shapes.push(shape);
    else this.#layout.removeFrom(context);
    while (this.#inContext.length > context) this.#inContext.pop();
    while (this.#copiesIn.length > context) this.#copiesIn.pop();
  }

  /** Most arrays have few shapes, for which a table is not worth it. */
  #isNew(array: number, shape: number): boolean {
    const first = this.#firstOf[array] ?? 0;
    const size = this.#shapes.length - first;
    if (size < FEW) return !this.#shapes.includes(shape, first);
    const serial = this.#serials[array] ?? 0;
    if (size === FEW) for (const known of this.#shapes.slice(first)) this.#seen.of(serial, known);
    const { count } = this.#seen;
    this.#seen.of(serial, shape);
    return this.#seen.count > count;
  }

  /** Notes the end of an array in a context, and removes it where there are more copies of it than can matter. */
  closeArray(array: number, context: number): void {
    const first = this.#firstOf[array] ?? 0;
    const element = this.#elementsOf[array] ?? 0;
    // Nothing can contradict the only element: what it has, its array's context has.
    const isPlain = this.#layout.arrayOf.length === element + 1;
    const shape = isPlain ? EMPTY : this.#shapeFrom(first);
    while (this.#shapes.length > first) this.#shapes.pop();
    if (isPlain) {
      this.#layout.copyRows(this.#layout, element, context);
      this.#layout.removeLastArray(element);
    } else if (this.#isSpare(shape, context)) this.#layout.removeLastArray(element);
    else this.#inContext[context] = this.#pairs.of(this.#inContext[context] ?? EMPTY, shape);
  }

  /**
   * Each condition of a branch chooses one copy of an array at most, and one that is absent chooses none. So more copies
   * than conditions are as good as so many.
   */
  #isSpare(shape: number, context: number): boolean {
    if (this.#inContext[context] === undefined) return false;
    const copies = (this.#copiesIn[context] ??= new Map());
    const before = copies.get(shape) ?? 0;
    copies.set(shape, before + 1);
    return before > this.#conditions;
  }

  /** The shape of an array: the order of its elements does not matter. */
  #shapeFrom(first: number): number {
    if (this.#shapes.length - first === 1) {
      return this.#pairs.of(START_OF_ARRAY, this.#shapes[first] ?? EMPTY);
    }
    let shape = START_OF_ARRAY;
    for (const element of this.#shapes.slice(first).toSorted(ascending)) {
      shape = this.#pairs.of(shape, element);
    }
    return shape;
  }

  #shapeOf(context: number): number {
    const { present, fulfilled } = this.#layout;
    let shape = EMPTY;
    for (let word = 0; word < present.words; word += 1) {
      const [here, holds] = [present.word(context, word), fulfilled.word(context, word)];
      if ((here | holds) === 0) continue;
      if (present.words > 1) shape = this.#pairs.of(shape, word);
      shape = this.#pairs.of(this.#pairs.of(shape, here), holds);
    }
    const arrays = this.#inContext[context] ?? EMPTY;
    return arrays === EMPTY ? shape : this.#pairs.of(this.#pairs.of(shape, AFTER_ROWS), arrays);
  }
}

const ascending = (one: number, other: number) => one - other;
