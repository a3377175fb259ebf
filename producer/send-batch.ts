import type { SendMessageBatchRequestEntry, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { resultInAnswer, resultOfFailedCall, type MessageResult } from './message-result.ts';
import type { Message } from './pack-messages.ts';
import { cancelled, pauseAfter, type TryServices } from './tries.ts';

/** What sending a batch needs from outside. */
export interface SendServices extends TryServices {
  /** One SendMessageBatch call; rejects as the SDK does. */
  readonly call: (
    entries: readonly SendMessageBatchRequestEntry[],
    signal: AbortSignal | undefined,
  ) => Promise<SendMessageBatchResult>;
}

/**
 * Sends up to ten messages. Those that failed and may pass are sent again after a pause. Returns the last
 * result of each; never rejects.
 */
export async function sendBatch(
  batch: readonly Message[],
  services: SendServices,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Message, MessageResult>> {
  const results = new Map<Message, MessageResult>(batch.map((message) => [message, cancelled]));
  let left = batch;
  for (let made = 0; left.length > 0 && made < services.maxTries; made += 1) {
    if (made > 0) await pauseAfter(made, services, signal);
    if (signal?.aborted === true) break;
    for (const [message, result] of await sendOnce(left, services, signal)) {
      results.set(message, laterResult(results.get(message), result));
    }
    left = left.filter((message) => mayPass(results.get(message)));
  }
  return results;
}

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
