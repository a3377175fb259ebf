import { reusedMemory } from './history/reused-memory.ts';

const backslash = 0x5c;
const quotationMark = 0x22;
const firstPrintable = 0x20;

/** What is written before a byte: nothing, or a backslash. */
const withBackslash = 1;
/** A control character becomes a letter after a backslash, or `\u` and four digits. */
const control = 2;
const escapes = new Uint8Array(256).fill(control, 0, firstPrintable);
escapes[quotationMark] = withBackslash;
escapes[backslash] = withBackslash;

/** How many bytes a text has at the most once it is escaped. */
export function roomForEscaped({ length }: string): number {
  return '\\u0000'.length * length;
}

// In UTF-8; a surrogate pair is two characters, and has four.
const mostBytesOfCharacter = 3;

// A text before it is escaped: what is written again and again stays in the processor's cache.
const plainMemory = reusedMemory(4 * 1_048_576);

/**
 * Writes a text as the content of a JSON string: the bytes that JSON.stringify gives a well-formed text, without
 * its quotation marks. Returns where they end. It is made for JSON text, which seldom has control characters.
 *
 * @param into has {@link roomForEscaped} the text
 */
export function escapeJson(text: string, into: Buffer, at: number): number {
  const plain = plainMemory.take(mostBytesOfCharacter * text.length);
  const end = escapeBytes(plain, plain.write(text), into, at);
  plainMemory.giveBack(plain);
  return end ?? at + into.write(JSON.stringify(text).slice(1, -1), at);
}

/** Undefined if there is a control character. No branch depends on a byte: that would cost a third more. */
function escapeBytes(
  plain: Uint8Array,
  length: number,
  into: Uint8Array,
  at: number,
): number | undefined {
  const target = into;
  let end = at;
  let seen = 0;
  for (let index = 0; index < length; index += 1) {
    const byte = plain[index] ?? 0;
    const escape = escapes[byte] ?? 0;
    target[end] = backslash;
    // Without a backslash before it, the byte takes its place.
    end += escape;
    target[end] = byte;
    end += 1;
    seen |= escape;
  }
  return (seen & control) === 0 ? end : undefined;
}
