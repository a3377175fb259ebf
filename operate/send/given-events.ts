import { TextDecoder } from 'node:util';
import * as v from 'valibot';
import { describeJsonType, isJsonObject, parseJson } from '../../lambdas/domain/json.ts';
import { InputError } from '../../local/input/input-error.ts';
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
 * the text is not UTF-8, or an array that is no JSON.
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
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const isArray = !hasBegun && line.trimStart().startsWith('[');
    hasBegun = true;
    if (!isArray) {
      yield readLine(line, { of: 'line', number });
      continue;
    }
    // An array may be laid out over many lines, and is read whole.
    const all = [line];
    for await (const next of lines) all.push(next);
    yield* readArray(all.join('\n'), name);
  }
}

/** Only line feeds end a line: what else may, as U+2028, can stand inside of JSON. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...others] = decode(decoder, chunk, name).split('\n');
    rest.push(first);
    for (const next of others) {
      yield rest.join('');
      rest = [next];
    }
  }
  rest.push(decode(decoder, undefined, name));
  yield rest.join('');
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, name: string): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    throw new InputError(`${name}: is not UTF-8`, { cause: error });
  }
}

function readLine(line: string, place: Place): GivenEvent {
  try {
    return readValue(parseJson(line), place);
  } catch {
    return { kind: 'unreadable', place, reason: 'is not JSON' };
  }
}

function readArray(text: string, name: string): readonly GivenEvent[] {
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
