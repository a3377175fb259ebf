/**
 * A text for one line of a terminal: what would move the cursor, change its colours or turn the
 * direction of writing becomes a space. Events are written by others.
 */
export function plainText(text: string): string {
  return text.replace(/\p{C}/gu, ' ');
}

/** The same of a text of several lines. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** A number of things: "1 source", "1,200 sources". */
export function countOf(count: number, thing: string): string {
  return `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;
}
