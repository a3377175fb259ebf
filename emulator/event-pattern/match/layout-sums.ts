import type { Bits } from '../values/bits.ts';
import { BitRows } from './bit-rows.ts';
import { type EventLayout, NONE, ROOT } from './event-layout.ts';
import { arraysOf } from './layout-arrays.ts';

/** What a layout has in sum. The conditions are the bits of each set. */
export type LayoutSums = {
  /** The arrays of a context: its first, and after each its next. */
  readonly firstArrayOf: Int32Array;
  readonly nextArrayAfter: Int32Array;
  /** On fields in a context or in its arrays, and those that are fulfilled there. */
  readonly presentWithin: BitRows;
  readonly fulfilledWithin: BitRows;
  /** The same for an array: in any of its elements. */
  readonly presentInArray: BitRows;
  readonly fulfilledInArray: BitRows;
  /** Fulfilled in a context or outside of it. */
  readonly fulfilledAround: BitRows;
  /** Fulfilled in another element of its array, but neither in a context nor around it. */
  readonly lacking: BitRows;
  /** The first context after a context and all those inside it. */
  readonly endOf: Int32Array;
  /** Fulfilled in two arrays of one context; present in two; present both in a context and in an array of it. */
  readonly fulfilledTwice: Bits;
  readonly presentTwice: Bits;
  readonly presentInAndOut: Bits;
};

/** Adds up a layout: one pass from the inside, and one from the outside. */
export function sumsOf(layout: EventLayout): LayoutSums {
  const sums = emptySums(layout);
  const { words } = layout.present;
  for (let context = layout.arrayOf.length - 1; context >= ROOT; context -= 1) {
    for (let word = 0; word < words; word += 1) addContext(layout, sums, context, word);
  }
  for (let context = ROOT; context < layout.arrayOf.length; context += 1) {
    for (let word = 0; word < words; word += 1) addAround(layout, sums, context, word);
  }
  return sums;
}

function emptySums(layout: EventLayout): LayoutSums {
  const { words } = layout.present;
  const [contexts, arrays] = [layout.arrayOf.length, layout.contextOf.length];
  return {
    ...arraysOf(layout),
    presentWithin: new BitRows(words, contexts),
    fulfilledWithin: new BitRows(words, contexts),
    presentInArray: new BitRows(words, arrays),
    fulfilledInArray: new BitRows(words, arrays),
    fulfilledAround: new BitRows(words, contexts),
    lacking: new BitRows(words, contexts),
    endOf: endsOf(layout),
    fulfilledTwice: new Int32Array(words),
    presentTwice: new Int32Array(words),
    presentInAndOut: new Int32Array(words),
  };
}

/** The contexts inside a context are those that follow it. */
function endsOf({ arrayOf, contextOf }: EventLayout): Int32Array {
  const endOf = Int32Array.from(arrayOf, (_, context) => context + 1);
  for (let context = arrayOf.length - 1; context > ROOT; context -= 1) {
    const outer = contextOf[arrayOf[context] ?? NONE] ?? ROOT;
    endOf[outer] = Math.max(endOf[outer] ?? 0, endOf[context] ?? 0);
  }
  return endOf;
}

/** All contexts inside this one have been added before. */
function addContext(layout: EventLayout, sums: LayoutSums, context: number, word: number): void {
  let [present, fulfilled] = [0, 0];
  let array = sums.firstArrayOf[context] ?? NONE;
  for (; array !== NONE; array = sums.nextArrayAfter[array] ?? NONE) {
    const [also, alsoFulfilled] = [
      sums.presentInArray.word(array, word),
      sums.fulfilledInArray.word(array, word),
    ];
    include(sums.presentTwice, word, present & also);
    include(sums.fulfilledTwice, word, fulfilled & alsoFulfilled);
    present |= also;
    fulfilled |= alsoFulfilled;
  }
  include(sums.presentInAndOut, word, present & layout.present.word(context, word));
  present |= layout.present.word(context, word);
  fulfilled |= layout.fulfilled.word(context, word);
  sums.presentWithin.addWord(context, word, present);
  sums.fulfilledWithin.addWord(context, word, fulfilled);
  const outer = layout.arrayOf[context] ?? NONE;
  if (outer === NONE) return;
  sums.presentInArray.addWord(outer, word, present);
  sums.fulfilledInArray.addWord(outer, word, fulfilled);
}

function include(bits: Bits, word: number, added: number): void {
  bits[word] = (bits[word] ?? 0) | added;
}

/** The context around this one has been added before. */
function addAround(layout: EventLayout, sums: LayoutSums, context: number, word: number): void {
  const array = layout.arrayOf[context] ?? NONE;
  const outside =
    array === NONE ? 0 : sums.fulfilledAround.word(layout.contextOf[array] ?? ROOT, word);
  const inArray = array === NONE ? 0 : sums.fulfilledInArray.word(array, word);
  const within = sums.fulfilledWithin.word(context, word);
  sums.lacking.addWord(context, word, inArray & ~within & ~outside);
  sums.fulfilledAround.addWord(context, word, layout.fulfilled.word(context, word) | outside);
}
