/**
 * A text for one line of a terminal: characters that move the cursor, change colours or reverse the
 * writing direction become spaces. Events are untrusted.
 */
export function plainText(text: string): string {
  return text.replace(/\p{C}/gu, ' ');
}

/** The same for a text of several lines. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** A count with its noun: "1 source", "1,200 sources". */
export function countOf(count: number, thing: string): string {
  return `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;
}
