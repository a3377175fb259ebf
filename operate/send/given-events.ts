import * as v from 'valibot';
import { parseExact } from '../../lambdas/domain/exact-json.ts';
import { describeJsonType, isJsonObject } from '../../lambdas/domain/json.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { decodeLine, joinLines, linesOf } from '../input/lines.ts';

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
    const line = decodeLine(bytes);
    if (line?.trim() === '') continue;
    const isArray = !hasBegun && line?.trimStart().startsWith('[') === true;
    hasBegun = true;
    if (!isArray) {
      yield readLine(line, { of: 'line', number });
      continue;
    }
    // An array may span many lines and is read whole.
    const whole = await joinLines(bytes, lines, `${name}: the array`);
    yield* readArray(decodeLine(whole), name);
  }
  if (!hasBegun) throw new InputError(`${name}: is empty`);
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
