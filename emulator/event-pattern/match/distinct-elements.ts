import { EventLayout, NONE, ROOT } from './event-layout.ts';
import { arraysOf } from './layout-arrays.ts';

/**
 * The same layout with each of an array's elements once, if several are the same to the pattern: one of them stands for
 * all. It spares the branches of a pattern to judge equal elements over and over.
 */
export function withDistinctElements(layout: EventLayout): EventLayout {
  const distinct = new EventLayout(layout.present.words);
  const contexts = new Int32Array(layout.arrayOf.length);
  const arrays = new Int32Array(layout.contextOf.length).fill(NONE);
  const isFirst = firstOfEachShape(layout);
  for (let context = ROOT; context < layout.arrayOf.length; context += 1) {
    const array = layout.arrayOf[context] ?? NONE;
    const outer = contexts[layout.contextOf[array] ?? ROOT] ?? NONE;
    contexts[context] = NONE;
    if (outer === NONE || !isFirst(context)) continue;
    contexts[context] = array === NONE ? ROOT : addElement(distinct, arrays, array, outer);
    distinct.copyRows(layout, context, contexts[context] ?? ROOT);
  }
  return distinct;
}

function addElement(
  distinct: EventLayout,
  arrays: Int32Array,
  array: number,
  outer: number,
): number {
  if (arrays[array] === NONE) arrays[array] = distinct.addArray(outer);
  return distinct.addContext(arrays[array] ?? ROOT);
}

/** Tells, of one context after the other, whether it is the first of its shape in its array. */
function firstOfEachShape(layout: EventLayout): (context: number) => boolean {
  const shapes = shapesOf(layout);
  const seen = new Set<number>();
  return (context) => {
    const { size } = seen;
    // Shapes are fewer than contexts, so this is another number for each array and shape.
    const array = (layout.arrayOf[context] ?? NONE) + 1;
    seen.add(array * layout.arrayOf.length + (shapes[context] ?? 0));
    return seen.size > size;
  };
}

/** A number for each context; two have the same if nothing in them differs. */
function shapesOf(layout: EventLayout): Int32Array {
  const { firstArrayOf, nextArrayAfter } = arraysOf(layout);
  const numbers = new Map<string, number>();
  const shapes = new Int32Array(layout.arrayOf.length);
  const elements: number[][] = [];
  for (let context = layout.arrayOf.length - 1; context >= ROOT; context -= 1) {
    let text = rowsText(layout, context);
    let array = firstArrayOf[context] ?? NONE;
    for (; array !== NONE; array = nextArrayAfter[array] ?? NONE) {
      text += `[${[...new Set(elements[array])].toSorted(ascending).join()}]`;
    }
    const shape = numbers.get(text) ?? numbers.size;
    numbers.set(text, shape);
    shapes[context] = shape;
    const outer = layout.arrayOf[context] ?? NONE;
    if (outer !== NONE) (elements[outer] ??= []).push(shape);
  }
  return shapes;
}

function rowsText({ present, fulfilled }: EventLayout, context: number): string {
  let text = '';
  for (let word = 0; word < present.words; word += 1) {
    const here = present.word(context, word);
    if (here !== 0) text += `${word}:${here},${fulfilled.word(context, word)};`;
  }
  return text;
}

const ascending = (one: number, other: number) => one - other;
