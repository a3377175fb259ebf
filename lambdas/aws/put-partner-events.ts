import type { PutAnswer, PutPartnerEvents } from '../ports/delivery.ts';
import { epochMs } from '../domain/date-time.ts';
import { entryContent, type Delivery } from '../domain/delivery.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { isJsonObject } from '../domain/json.ts';
import { timeoutCode, unreadableAnswerCode } from '../domain/error-codes.ts';
import type { EntryResult, Failure } from '../domain/outcome.ts';
import { abortAfter } from './abort-after.ts';
import { putSender } from './calls/put-sender.ts';
import { failureOf } from './failure-of.ts';
import type { HttpAnswer } from './post-body.ts';
import type { SendBody } from './signed-sender.ts';

/**
 * PutPartnerEvents with a sender for each Region, kept for the life of the process. No call
 * is repeated, since that could deliver twice; the retry queue tries again.
 */
export function partnerEventsPutter(): PutPartnerEvents {
  const senders = new Map<string, Promise<SendBody>>();
  const senderOf = (region: string) => {
    const sender = senders.get(region) ?? putSender(region);
    senders.set(region, sender);
    // The next call tries to make it again.
    sender.catch(() => senders.delete(region));
    return sender;
  };
  return async (region, deliveries, timeoutMs) => {
    const signal = abortAfter(timeoutMs);
    try {
      const send = await senderOf(region);
      return readPutAnswer(await send(bodyOf(deliveries), signal));
    } catch (error) {
      return { kind: 'failed', failure: signal.aborted ? silence(timeoutMs) : failureOf(error) };
    }
  };
}

/** The failure of a call that ended by its time-out, be it while connecting or in the middle of an answer. */
function silence(timeoutMs: number): Failure {
  return { code: timeoutCode, message: `no whole answer came within ${timeoutMs} ms` };
}

function bodyOf(deliveries: readonly Delivery[]): Buffer {
  return Buffer.from(`{"Entries":[${entryTexts(deliveries).join(',')}]}`);
}

interface SharedText {
  readonly idResource: string | undefined;
  readonly text: string;
}

// An event's text is written once, however many sources it goes to.
function entryTexts(deliveries: readonly Delivery[]): readonly string[] {
  const texts = new Map<DomainEvent, SharedText>();
  return deliveries.map(({ event, sourceName, idResource, stubJson }) => {
    const source = `{"Source":${JSON.stringify(sourceName)}`;
    // Each source has its own link.
    if (stubJson !== undefined) return `${source},${membersOf(event, idResource, stubJson)}}`;
    const known = texts.get(event);
    const isSame = known !== undefined && known.idResource === idResource;
    const text = isSame ? known.text : membersOf(event, idResource);
    if (!isSame) texts.set(event, { idResource, text });
    return `${source},${text}}`;
  });
}

/** The members of an entry but its source, which all sources of an event share unless it is a stub, as JSON text without braces. */
function membersOf(event: DomainEvent, idResource: string | undefined, stubJson?: string): string {
  const content = entryContent(event, idResource, stubJson);
  // On the wire a time is epoch seconds.
  return `"Time":${epochMs(event.time) / 1000},${JSON.stringify(content).slice(1, -1)}`;
}

/** Reads an answer of the AWS JSON 1.1 protocol: results, or a named exception. */
export function readPutAnswer({
  status,
  errorType,
  body,
}: HttpAnswer): Exclude<PutAnswer, { readonly kind: 'notCalled' }> {
  const answer = readObject(body);
  if (status >= 200 && status < 300) {
    if (answer === undefined) return { kind: 'failed', failure: unreadable };
    const { Entries: entries } = answer;
    return { kind: 'answered', results: Array.isArray(entries) ? entries.map(resultOf) : [] };
  }
  return { kind: 'failed', failure: failureIn(answer ?? {}, errorType, status) };
}

/** The exception that an answer names; its status if it names none. */
function failureIn(
  { __type, code: type, message, Message }: Readonly<Record<string, unknown>>,
  errorType: string | undefined,
  status: number,
): Failure {
  const name = errorType ?? textOf(__type) ?? textOf(type);
  const code = name === undefined ? `HTTP ${status}` : exceptionName(name);
  return { code, message: textOf(message) ?? textOf(Message) ?? '' };
}

// EventBridge may have taken the entries: the same as no answer.
const unreadable: Failure = {
  code: unreadableAnswerCode,
  message: 'the answer is no JSON object',
};

function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function resultOf(value: unknown): EntryResult {
  if (!isJsonObject(value)) return {};
  const { EventId: eventId, ErrorCode: code, ErrorMessage: message } = value;
  return {
    ...(typeof eventId === 'string' && { EventId: eventId }),
    ...(typeof code === 'string' && { ErrorCode: code }),
    ...(typeof message === 'string' && { ErrorMessage: message }),
  };
}

/** `com.amazonaws.events#InternalException:http://...` is an InternalException. */
function exceptionName(type: string): string {
  const [withoutUri = ''] = type.split(':');
  return withoutUri.slice(withoutUri.indexOf('#') + 1);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
