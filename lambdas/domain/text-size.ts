import { writeJson } from './json.ts';

/** The UTF-8 bytes of a value as {@link writeJson} writes it. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(writeJson(value));
}

/** The longest beginning of a text that has so many UTF-8 bytes at the most; no character is halved. */
export function shorten(text: string, maxBytes: number): string {
  return beginningOf(text, maxBytes, (character) => Buffer.byteLength(character));
}

/** The same by the bytes of the text in JSON, without its quotes: `\u0000` has six of them. */
export function shortenForJson(text: string, maxBytes: number): string {
  return beginningOf(text, maxBytes, (character) => jsonBytes(character) - '""'.length);
}

// A control character or half a character is `\u` and four digits in JSON; in UTF-8 a unit has three bytes at the most.
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
