import { createReadStream } from 'node:fs';
import { fileProblem } from './json-file.ts';
import { InputError } from './input-error.ts';
import { decodeUtf8 } from './decode-utf8.ts';

/** One line of a file: its number, from 1, and its text. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

const lineFeed = 0x0a;
/** The maximum of a line that is kept in memory: many times SQS's limit. */
const maxLineBytes = 256 * 1024 * 1024;

/**
 * The unchanged lines of a file: only line feeds end a line, and bytes that are not UTF-8 become lone
 * surrogates (see {@link decodeAsIs}). Rejects with an InputError if the file cannot be read.
 */
export async function* readLines(option: string, path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest: Buffer[] = [];
  let held = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      let start = 0;
      const bytes: Buffer = chunk;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        rest.push(bytes.subarray(start, end));
        number += 1;
        yield { number, text: decodeAsIs(Buffer.concat(rest)) };
        rest = [];
        held = 0;
        start = end + 1;
      }
      rest.push(bytes.subarray(start));
      held += bytes.length - start;
      if (held > maxLineBytes) {
        throw new InputError(`${option} ${path}: line ${number + 1} is longer than 256 MiB`);
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${option} ${path}: ${fileProblem(error)}`, { cause: error });
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield { number: number + 1, text: decodeAsIs(last) };
}

/**
 * Decodes UTF-8. Each invalid byte becomes the lone surrogate U+DC00 + byte, as in Python's
 * "surrogateescape": nothing is lost, and the text is recognizably invalid.
 */
export function decodeAsIs(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodePiecewise(bytes);
}

function decodePiecewise(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at] ?? 0);
    const character = decodeUtf8(bytes.subarray(at, at + length));
    text += character ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += character === undefined ? 1 : length;
  }
  return text;
}

/** The length of a character that starts with this byte. */
function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
