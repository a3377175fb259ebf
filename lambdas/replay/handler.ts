import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { rememberRegions } from '../delivery/deliver.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import { readReplayMessage } from '../domain/history/replay-message.ts';
import { runStep, type StepResult } from './run-step.ts';
import type { Invocation } from './send-page.ts';
import type { ReplayContext, ReplayServices } from './services.ts';

/**
 * The replay function: each message is one step of one replay. It sends a few pages of the events that the
 * history has, and puts the message of the next step on the queue.
 */
export function replayHandler(outside: ReplayServices) {
  const services = rememberRegions(outside);
  const context = { ...services, noteActivity: activityNoter(services) };
  return async (
    { Records: records }: SQSEvent,
    invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const returned: string[] = [];
    for (const record of records) {
      if ((await stepOf(record, context, invocation)) === 'again') returned.push(record.messageId);
    }
    return { batchItemFailures: returned.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Never rejects: a message that fails comes again, and the others of its batch do not. */
async function stepOf(
  { body, messageId }: SQSRecord,
  context: ReplayContext,
  invocation: Invocation,
): Promise<StepResult> {
  const message = readReplayMessage(body);
  if (message === undefined) {
    // SQS dead-letters it after some tries.
    context.log.error('a message is not a step of a replay', { messageId });
    return 'again';
  }
  try {
    return await runStep(message, context, invocation);
  } catch (error) {
    context.log.error('a step of a replay could not be made', { replay: message.id, error });
    return 'again';
  }
}
