import type { SendMessageBatchRequestEntry, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { fateInAnswer, fateOfFailedCall, type MessageFate } from './message-fate.ts';
import type { Message } from './pack-messages.ts';

/** What sending a batch needs from outside. */
export interface SendServices {
  /** SendMessageBatch, made once; rejects as the SDK does. */
  readonly call: (
    entries: readonly SendMessageBatchRequestEntry[],
    signal: AbortSignal | undefined,
  ) => Promise<SendMessageBatchResult>;
  /** Resolves when the time is over or the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** 0 <= random() < 1, the jitter. */
  readonly random: () => number;
  /** Calls for one message at the most. */
  readonly maxTries: number;
}

const baseDelayMs = 100;

/**
 * Sends up to ten messages, and those that failed and may pass again after exponential back-off with
 * full jitter: up to 100 ms, 200 ms and so on. Gives the last fate of each; never rejects.
 */
export async function sendBatch(
  batch: readonly Message[],
  services: SendServices,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Message, MessageFate>> {
  const fates = new Map<Message, MessageFate>(batch.map((message) => [message, notYetSent]));
  let left = batch;
  for (let made = 0; left.length > 0 && made < services.maxTries; made += 1) {
    if (made > 0) await services.sleep(services.random() * baseDelayMs * 2 ** (made - 1), signal);
    if (signal?.aborted === true) break;
    for (const [message, fate] of await sendOnce(left, services, signal)) {
      fates.set(message, laterFate(fates.get(message), fate));
    }
    left = left.filter((message) => mayPass(fates.get(message)));
  }
  return fates;
}

const notYetSent: MessageFate = {
  kind: 'notSent',
  code: 'aborted',
  reason: 'the sending was given up before the event had its turn',
  mayPass: true,
};

async function sendOnce(
  messages: readonly Message[],
  { call }: SendServices,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly [Message, MessageFate])[]> {
  const entries = messages.map(({ body, groupId }, index) => ({
    Id: String(index),
    MessageBody: body,
    MessageGroupId: groupId,
  }));
  try {
    const answer = await call(entries, signal);
    return messages.map((message, index) => [message, fateInAnswer(answer, String(index))]);
  } catch (error) {
    const fate = fateOfFailedCall(error);
    return messages.map((message) => [message, fate]);
  }
}

/** A message that was in an unanswered call may be on the queue, whatever became of its next try. */
function laterFate(before: MessageFate | undefined, fate: MessageFate): MessageFate {
  const isInDoubt = before?.kind === 'unanswered' && fate.kind !== 'sent';
  return isInDoubt ? { ...fate, kind: 'unanswered' } : fate;
}

function mayPass(fate: MessageFate | undefined): boolean {
  return fate !== undefined && fate.kind !== 'sent' && fate.mayPass;
}
