/**
 * The colours: dark on white. The way of an event is told apart by the width of its lines, too, so that a
 * print in grey shows the same.
 */
export const colours = {
  text: '#16191f',
  main: '#0b5394',
  mainFill: '#e3eefa',
  side: '#4a5361',
  paper: '#ffffff',
} as const;

/** How an arrow is drawn: on the way of an event to a customer, or beside it. */
export type Tone = 'main' | 'side';

/** The lines and heads of arrows, in pixels. */
export const strokes = {
  main: { colour: colours.main, width: 5, head: { length: 20, halfWidth: 10 } },
  side: { colour: colours.side, width: 2.5, head: { length: 15, halfWidth: 7.5 } },
} as const satisfies Record<Tone, unknown>;
