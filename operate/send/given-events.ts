import { TextDecoder } from 'node:util';
import * as v from 'valibot';
import { describeJsonType, isJsonObject, parseJson } from '../../lambdas/domain/json.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import type { OutgoingEvent } from '../../producer/index.ts';

/** Where an event stood: the line of JSON Lines, or the number of an array's element, from 1 on. */
export interface Place {
  readonly of: 'line' | 'event';
  readonly number: number;
}

/** One event that was given, or why it is none. */
export type GivenEvent =
  | { readonly kind: 'event'; readonly place: Place; readonly event: OutgoingEvent }
  | { readonly kind: 'unreadable'; readonly place: Place; readonly reason: string };

/**
 * Reads events: JSON Lines, empty lines passed over, or a JSON array. Rejects with an InputError if
 * there is nothing, if it can be read no further, or if an array is no JSON.
 *
 * @param name what the text comes from, for the message
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
    // An array may be laid out over many lines, and is read whole.
    const all = [bytes];
    let held = bytes.length;
    for await (const next of lines) {
      held += next.length + 1;
      if (held > maxHeldBytes)
        throw new InputError(`${name}: the array ${tooLong}; write JSON Lines`);
      all.push(lineFeed, next);
    }
    yield* readArray(decode(Buffer.concat(all)), name);
  }
  if (!hasBegun) throw new InputError(`${name}: is empty`);
}

const lineFeed = Buffer.from('\n');

/** The most of a line, or of an array, that is kept in memory: 256 MiB. */
const maxHeldBytes = 256 * 1024 * 1024;
const tooLong = 'is longer than 256 MiB';

/** Only line feeds end a line: what else may, as U+2028, can stand inside of JSON. */
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

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function readLine(line: string | undefined, place: Place): GivenEvent {
  if (line === undefined) return { kind: 'unreadable', place, reason: 'is not UTF-8' };
  try {
    return readValue(parseJson(line), place);
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
    return v.parse(v.array(v.unknown()), parseJson(text));
  } catch (error) {
    throw new InputError(`${name}: begins like a JSON array, and is none`, { cause: error });
  }
}

// The producer holds what is in it against the contract.
const outgoingEvent = v.custom<OutgoingEvent>(isJsonObject);

function readValue(value: unknown, place: Place): GivenEvent {
  if (v.is(outgoingEvent, value)) return { kind: 'event', place, event: value };
  const reason = `a domain event is a JSON object, not ${describeJsonType(value)}`;
  return { kind: 'unreadable', place, reason };
}
