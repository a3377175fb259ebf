import { writeJson } from './json.ts';

/** The UTF-8 bytes of a value as {@link writeJson} writes it. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(writeJson(value));
}

/** The longest beginning of a text with at most so many UTF-8 bytes; no character is cut in two. */
export function shorten(text: string, maxBytes: number): string {
  return beginningOf(text, maxBytes, (character) => Buffer.byteLength(character));
}

/** The same, counted in bytes of the text in JSON, without its quotes: `\u0000` has six of them. */
export function shortenForJson(text: string, maxBytes: number): string {
  return beginningOf(text, maxBytes, (character) => jsonBytes(character) - '""'.length);
}

// A control character or a lone surrogate is `\u` and four digits in JSON; in UTF-8 a unit has at most three bytes.
const maxBytesPerUnit = 6;

function beginningOf(
  text: string,
  maxBytes: number,
  bytesOf: (character: string) => number,
): string {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: it spares most texts the counting, and changes nothing else.
  if (text.length * maxBytesPerUnit <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
