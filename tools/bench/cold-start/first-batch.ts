import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isDeepStrictEqual } from 'node:util';
import { homeRegion, partnerName } from '../../../local/partner.ts';
import { activeMapping } from '../../simulators/active-mapping.ts';
import { recordOf } from '../../simulators/queue/sqs-record.ts';

/** A request that the stub received: the operation as `X-Amz-Target` names it, and the body, JSON. */
export interface ReceivedRequest {
  readonly target: string;
  readonly body: string;
}

const generator = 'acct1/repo1';
const account = '111122223333';

const event = {
  id: 'event-1',
  generator,
  detailType: 'push',
  time: '2026-11-21T19:00:00Z',
  detail: { ref: 'refs/heads/main' },
};

/** What a fan-out function is invoked with first: a batch of one event, for one customer. */
export const firstBatch: SQSEvent = {
  Records: [
    recordOf({ id: 'message-1', body: JSON.stringify(event), sentAtMs: Date.parse(event.time) }),
  ],
};

const mapping = activeMapping({ generator, account, region: homeRegion }, partnerName);

/** What the services answer to a fan-out function with that batch, by operation. */
export const answers: Readonly<Record<string, object>> = {
  'DynamoDB_20120810.Query': { Count: 1, ScannedCount: 1, Items: [marshall(mapping)] },
  'DynamoDB_20120810.UpdateItem': {},
  'AWSEvents.PutPartnerEvents': { FailedEntryCount: 0, Entries: [{ EventId: 'accepted-1' }] },
  // Of the history: what is not answered with success would be sent again, by the SDK.
  'AmazonSQS.SendMessageBatch': { Successful: [{ Id: '0', MessageId: 'history-1' }], Failed: [] },
  'AmazonSQS.DeleteMessageBatch': { Successful: [{ Id: '0' }], Failed: [] },
};

const expectedPut = {
  Entries: [
    {
      Source: mapping.sourceName,
      DetailType: event.detailType,
      Time: Date.parse(event.time) / 1000,
      Resources: [`event/${event.id}`],
      Detail: JSON.stringify(event.detail),
    },
  ],
};
const expectedResponse: SQSBatchResponse = { batchItemFailures: [] };

/** What is wrong with what a fan-out function made of its first batch; undefined if it was delivered, once. */
export function firstBatchProblem(
  received: readonly ReceivedRequest[],
  response: unknown,
): string | undefined {
  if (!isDeepStrictEqual(response, expectedResponse)) {
    return `the batch was answered with ${JSON.stringify(response)}`;
  }
  const unknown = received.find(({ target }) => answers[target] === undefined);
  if (unknown !== undefined) return `${unknown.target} was called, which nobody answers`;
  const puts = received
    .filter(({ target }) => target === 'AWSEvents.PutPartnerEvents')
    .map(({ body }): unknown => JSON.parse(body));
  if (isDeepStrictEqual(puts, [expectedPut])) return undefined;
  return `EventBridge received ${JSON.stringify(puts)}`;
}
