import type { PutAnswer, PutPartnerEvents } from '../ports/delivery.ts';
import { isJsonObject } from '../domain/json.ts';
import { timeoutCode, unreadableAnswerCode } from '../domain/error-codes.ts';
import type { EntryResult, Failure } from '../domain/outcome.ts';
import { abortAfter } from './abort-after.ts';
import { putSender } from './calls/put-sender.ts';
import { bodyJoiner, type JoinBody } from './entries-body.ts';
import { failureOf } from './failure-of.ts';
import type { HttpAnswer } from './post-body.ts';
import type { SendBody } from './signed-sender.ts';

/**
 * PutPartnerEvents with a sender for each Region, kept for the life of the process. No call
 * is repeated, since that could deliver twice; the retry queue tries again.
 */
export function partnerEventsPutter(join: JoinBody = bodyJoiner()): PutPartnerEvents {
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
      const body = join(deliveries);
      const answer = await send(body.bytes, signal);
      if (answer.isBodySent) body.giveBack();
      return readPutAnswer(answer);
    } catch (error) {
      return { kind: 'failed', failure: signal.aborted ? silence(timeoutMs) : failureOf(error) };
    }
  };
}

/** The failure of a call that ended by its time-out, be it while connecting or in the middle of an answer. */
function silence(timeoutMs: number): Failure {
  return { code: timeoutCode, message: `no whole answer came within ${timeoutMs} ms` };
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
  message: 'the answer is not a JSON object',
};

function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// Twenty times a call, so that nothing is copied.
function resultOf(value: unknown): EntryResult {
  if (!isJsonObject(value)) return {};
  return {
    EventId: textOf(value['EventId']),
    ErrorCode: textOf(value['ErrorCode']),
    ErrorMessage: textOf(value['ErrorMessage']),
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
