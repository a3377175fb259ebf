import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { OutgoingMessage } from '../../lambdas/ports/delivery.ts';
import { recordOf } from '../../tools/simulators/queue/sqs-record.ts';
import { anEventBody, testNowMs } from './domain-builders.ts';

let records = 0;

/** A record such as Lambda gives, with an id of its own, queued at {@link testNowMs}. */
function anSqsRecord(fields: Partial<SQSRecord> = {}): SQSRecord {
  records += 1;
  const id = `message-${records}`;
  const record = recordOf({ id, body: anEventBody(), sentAtMs: testNowMs }, `handle-${records}`);
  return { ...record, ...fields };
}

/** A batch with a record for each body (`message-a` of `{ 'message-a': body }`). */
export function anSqsEvent(bodies: Readonly<Record<string, string>>): SQSEvent {
  const entries = Object.entries(bodies);
  return { Records: entries.map(([messageId, body]) => anSqsRecord({ messageId, body })) };
}

/** A batch of one message whose attribute `sourceArn` addresses it. */
export function anAddressedSqsEvent(body: string, sourceArn: string): SQSEvent {
  const attribute = { dataType: 'String', stringValue: sourceArn };
  return { Records: [anSqsRecord({ body, messageAttributes: { sourceArn: attribute } })] };
}

/** A batch of messages as they were sent to the queue: with their attributes. */
export function anSqsEventOf(
  messages: readonly Pick<OutgoingMessage, 'body' | 'attributes'>[],
): SQSEvent {
  return {
    Records: messages.map(({ body, attributes = {} }) => {
      const entries = Object.entries(attributes).map(([name, stringValue]) => [
        name,
        { dataType: 'String', stringValue },
      ]);
      return anSqsRecord({ body, messageAttributes: Object.fromEntries(entries) });
    }),
  };
}

/** An invocation with this much time left. */
export function anInvocation(remainingMs = 60_000) {
  return { getRemainingTimeInMillis: () => remainingMs };
}
