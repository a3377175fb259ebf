import { isJsonObject } from '../../domain/json.ts';
import { abortAfter } from '../abort-after.ts';
import type { KeptConnections } from '../connections.ts';
import type { SendBody } from '../signed-sender.ts';
import type { Call } from './call.ts';
import { ownSender, type OwnOperation } from './own-sender.ts';

/** Requests of an operation, and how long one may take. */
export interface OwnCall<I> {
  readonly timeoutMs: number;
  readonly connections: KeptConnections;
  /** Where a request goes. */
  readonly operationOf: (input: I) => OwnOperation;
}

/**
 * Makes a call once, without the SDK. Rejects when the answer is no success, or cannot be read here: what is wrong
 * is for the SDK to say.
 */
export function ownCall<I extends object, O>(
  { timeoutMs, connections, operationOf }: OwnCall<I>,
  read: (answer: string, input: I) => O,
): Call<I, O> {
  const senders = new Map<string, SendBody>();
  const senderOf = (input: I) => {
    const operation = operationOf(input);
    const { hostname, port } = operation.address;
    const place = `${hostname}:${port}`;
    const sender = senders.get(place) ?? ownSender(operation, connections);
    senders.set(place, sender);
    return sender;
  };
  return async (input, { abortSignal } = {}) => {
    const given = abortSignal === undefined ? [] : [abortSignal];
    const signal = AbortSignal.any([abortAfter(timeoutMs), ...given]);
    const { status, body } = await senderOf(input)(bodyOf(input), signal);
    if (status !== 200) throw new Error(`the answer is ${status}`);
    return read(body, input);
  };
}

/** Throws if the input has bytes, which JSON has not: the SDK knows how each service writes them. */
function bodyOf(input: object): Buffer {
  const text = JSON.stringify(input, (_, value: unknown) => {
    if (ArrayBuffer.isView(value) || isWrittenBuffer(value)) throw new Error('bytes are no JSON');
    return value;
  });
  return Buffer.from(text);
}

/** Whether this is what a Buffer makes of itself before JSON.stringify shows it. */
function isWrittenBuffer(value: unknown): boolean {
  return isJsonObject(value) && value['type'] === 'Buffer' && Array.isArray(value['data']);
}

/** The members of an answer. Throws if it is no JSON object. */
export function answerIn(body: string): Readonly<Record<string, unknown>> {
  const answer: unknown = JSON.parse(body);
  if (!isJsonObject(answer)) throw new Error('the answer is not a JSON object');
  return answer;
}
