import { type EventLayout, NONE } from './event-layout.ts';

/** The arrays of each context: its first, and after each array the next of the same context; NONE where there is none. */
export function arraysOf({ arrayOf, contextOf }: EventLayout) {
  const firstArrayOf = new Int32Array(arrayOf.length).fill(NONE);
  const nextArrayAfter = new Int32Array(contextOf.length).fill(NONE);
  contextOf.forEach((context, array) => {
    nextArrayAfter[array] = firstArrayOf[context] ?? NONE;
    firstArrayOf[context] = array;
  });
  return { firstArrayOf, nextArrayAfter };
}
