import * as v from 'valibot';
import { parseExact } from '../../lambdas/domain/exact-json.ts';
import { describeJsonType, isJsonObject } from '../../lambdas/domain/json.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { decodeUtf8 } from '../../terminal/decode-utf8.ts';

/** The position of an event: the line of JSON Lines, or the number of an array's element, from 1. */
export interface Place {
  readonly of: 'line' | 'event';
  readonly number: number;
}

/** One event of the input, or why it is not one. */
export type GivenEvent =
  | { readonly kind: 'event'; readonly place: Place; readonly event: OutgoingEvent }
  | { readonly kind: 'unreadable'; readonly place: Place; readonly reason: string };

/**
 * Reads events: JSON Lines, skipping empty lines, or a JSON array. Rejects with an InputError if the
 * input is empty, cannot be read further, or is an invalid array.
 *
 * @param name names the input in messages
 */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<GivenEvent> {
  const lines = linesOf(chunks, name);
  let number = 0;
  let hasBegun = false;
  for await (const bytes of lines) {
    number += 1;
    const line = decode(bytes);
    if (line?.trim() === '') continue;
    const isArray = !hasBegun && line?.trimStart().startsWith('[') === true;
    hasBegun = true;
    if (!isArray) {
      yield readLine(line, { of: 'line', number });
      continue;
    }
    // An array may span many lines and is read whole.
    const all = [bytes];
    let held = bytes.length;
    for await (const next of lines) {
      held += next.length + 1;
      if (held > maxHeldBytes)
        throw new InputError(`${name}: the array ${tooLong}; use JSON Lines`);
      all.push(lineFeed, next);
    }
    yield* readArray(decode(Buffer.concat(all)), name);
  }
  if (!hasBegun) throw new InputError(`${name}: is empty`);
}

const lineFeed = Buffer.from('\n');

/** The maximum of a line or an array that is kept in memory: 256 MiB. */
const maxHeldBytes = 256 * 1024 * 1024;
const tooLong = 'is longer than 256 MiB';

/** Only line feeds end a line: other separators, such as U+2028, may occur inside JSON. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
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

/** The text of bytes in UTF-8, without its byte order mark; undefined if they are not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  return decodeUtf8(bytes)?.replace(/^\uFEFF/, '');
}

function readLine(line: string | undefined, place: Place): GivenEvent {
  if (line === undefined) return { kind: 'unreadable', place, reason: 'is not UTF-8' };
  try {
    return readValue(parseExact(line), place);
  } catch {
    return { kind: 'unreadable', place, reason: 'is not JSON' };
  }
}

function readArray(text: string | undefined, name: string): readonly GivenEvent[] {
  if (text === undefined) throw new InputError(`${name}: is not UTF-8`);
  const values = parseArray(text, name);
  return values.map((value, index) => readValue(value, { of: 'event', number: index + 1 }));
}

function parseArray(text: string, name: string): readonly unknown[] {
  try {
    return v.parse(v.array(v.unknown()), parseExact(text));
  } catch (error) {
    throw new InputError(`${name}: is not a valid JSON array`, { cause: error });
  }
}

// The producer checks its content against the contract.
const outgoingEvent = v.custom<OutgoingEvent>(isJsonObject);

function readValue(value: unknown, place: Place): GivenEvent {
  if (v.is(outgoingEvent, value)) return { kind: 'event', place, event: value };
  const reason = `a domain event must be a JSON object, not ${describeJsonType(value)}`;
  return { kind: 'unreadable', place, reason };
}
