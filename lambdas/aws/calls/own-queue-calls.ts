import { hash } from 'node:crypto';
import type { BatchResultErrorEntry, SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { isJsonObject } from '../../domain/json.ts';
import { requestHandler } from '../connections.ts';
import { lateQueueCalls } from './late-queue-calls.ts';
import { answerIn, ownCall } from './own-call.ts';
import { ownFirst, standardTime, type OwnTime } from './own-first.ts';
import { addressIn, ownRegion } from './own-place.ts';
import type { OwnOperation } from './own-sender.ts';
import type { SendingCalls } from './queue-calls.ts';

/** The calls by which messages are sent to queues of the function's own Region: ours as long as all goes well. */
export function ownQueueCalls(
  late: SendingCalls = lateQueueCalls(),
  time: OwnTime = standardTime,
): SendingCalls {
  const first = ownFirst(time);
  const { timeoutMs } = time;
  const own = ownCall({ timeoutMs, connections: requestHandler, operationOf }, sentIn);
  return { sendMessageBatch: first(own, late.sendMessageBatch) };
}

function operationOf({ QueueUrl: queueUrl = '' }: SendMessageBatchCommandInput): OwnOperation {
  const address = addressIn(queueUrl);
  return { service: 'sqs', operation: 'SendMessageBatch', region: ownRegion(), address };
}

/** What SQS refused. Throws if the answer does not name each message once, or SQS has taken another body than was sent. */
function sentIn(
  body: string,
  { Entries: entries = [] }: SendMessageBatchCommandInput,
): { readonly Failed: BatchResultErrorEntry[] } {
  const { Successful: taken, Failed: failed } = answerIn(body);
  const hashes = new Map(objectsIn(taken).map((one) => [one['Id'], one['MD5OfMessageBody']]));
  const refused = objectsIn(failed).map(refusalOf);
  const isRefused = new Set(refused.map(({ Id: id }) => id));
  for (const { Id: id, MessageBody: text = '' } of entries) {
    const isTaken = hashes.get(id) === hash('md5', text);
    if (isTaken === isRefused.has(id)) throw new Error('the answer is not about the batch');
  }
  return { Failed: refused };
}

function refusalOf({
  Id,
  Code,
  SenderFault,
}: Readonly<Record<string, unknown>>): BatchResultErrorEntry {
  return { Id: String(Id), Code: String(Code), SenderFault: SenderFault === true };
}

function objectsIn(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
