import type { SendMessageBatchRequestEntry, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { resultInAnswer, resultOfFailedCall, type MessageResult } from './message-result.ts';
import type { Message } from './pack-messages.ts';

/** What sending a batch needs from outside. */
export interface SendServices {
  /** One SendMessageBatch call; rejects as the SDK does. */
  readonly call: (
    entries: readonly SendMessageBatchRequestEntry[],
    signal: AbortSignal | undefined,
  ) => Promise<SendMessageBatchResult>;
  /** Resolves when the time has passed or the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** 0 <= random() < 1, the jitter. */
  readonly random: () => number;
  /** The most calls for one message. */
  readonly maxTries: number;
}

const baseDelayMs = 100;

/**
 * Sends up to ten messages. Those that failed and may pass are sent again after exponential back-off with
 * full jitter: up to 100 ms, 200 ms and so on. Returns the last result of each; never rejects.
 */
export async function sendBatch(
  batch: readonly Message[],
  services: SendServices,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Message, MessageResult>> {
  const results = new Map<Message, MessageResult>(batch.map((message) => [message, notYetSent]));
  let left = batch;
  for (let made = 0; left.length > 0 && made < services.maxTries; made += 1) {
    if (made > 0) await services.sleep(services.random() * baseDelayMs * 2 ** (made - 1), signal);
    if (signal?.aborted === true) break;
    for (const [message, result] of await sendOnce(left, services, signal)) {
      results.set(message, laterResult(results.get(message), result));
    }
    left = left.filter((message) => mayPass(results.get(message)));
  }
  return results;
}

const notYetSent: MessageResult = {
  kind: 'notSent',
  code: 'aborted',
  reason: 'sending was cancelled before the event was sent',
  mayPass: true,
};

async function sendOnce(
  messages: readonly Message[],
  { call }: SendServices,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly [Message, MessageResult])[]> {
  const entries = messages.map(({ body, groupId }, index) => ({
    Id: String(index),
    MessageBody: body,
    MessageGroupId: groupId,
  }));
  try {
    const answer = await call(entries, signal);
    return messages.map((message, index) => [message, resultInAnswer(answer, String(index))]);
  } catch (error) {
    const result = resultOfFailedCall(error);
    return messages.map((message) => [message, result]);
  }
}

/** A message of an unanswered call may be on the queue, whatever the result of its next try. */
function laterResult(before: MessageResult | undefined, result: MessageResult): MessageResult {
  const isInDoubt = before?.kind === 'unanswered' && result.kind !== 'sent';
  return isInDoubt ? { ...result, kind: 'unanswered' } : result;
}

function mayPass(result: MessageResult | undefined): boolean {
  return result !== undefined && result.kind !== 'sent' && result.mayPass;
}
