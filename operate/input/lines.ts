import { decodeUtf8 } from '../../terminal/decode-utf8.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';

const lineFeed = Buffer.from('\n');

/** The maximum of a line or a document that is kept in memory: 256 MiB. */
const maxHeldBytes = 256 * 1024 * 1024;
const tooLong = 'is longer than 256 MiB';

/**
 * The lines of an input. Only line feeds end a line: other separators, such as U+2028, may occur inside JSON.
 * Rejects with an InputError that names the input if it cannot be read further.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Buffer> {
  let rest: Uint8Array[] = [];
  let held = 0;
  let number = 1;
  try {
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      let start = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        yield Buffer.concat([...rest, bytes.subarray(start, end)]);
        rest = [];
        held = 0;
        number += 1;
        start = end + 1;
      }
      rest.push(bytes.subarray(start));
      held += bytes.length - start;
      if (held > maxHeldBytes) throw new InputError(`${name}: line ${number} ${tooLong}`);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${name}: ${fileProblem(error)}`, { cause: error });
  }
  yield Buffer.concat(rest);
}

/**
 * A line and all that follow as one document. Rejects with an InputError if it is too long to be kept.
 *
 * @param what names the document in the message
 */
export async function joinLines(
  first: Buffer,
  lines: AsyncIterable<Buffer>,
  what: string,
): Promise<Buffer> {
  const all = [first];
  let held = first.length;
  for await (const next of lines) {
    held += next.length + 1;
    if (held > maxHeldBytes) throw new InputError(`${what} ${tooLong}; use JSON Lines`);
    all.push(lineFeed, next);
  }
  return Buffer.concat(all);
}

/** The text of bytes in UTF-8, without its byte order mark; undefined if they are not UTF-8. */
export function decodeLine(bytes: Uint8Array): string | undefined {
  return decodeUtf8(bytes)?.replace(/^\uFEFF/, '');
}
