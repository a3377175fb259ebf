import {
  SQSServiceException,
  type SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { testNowMs } from '../support/domain-builders.ts';

/** What SQS does with a message: `forgotten` takes it, and the answer says nothing of it. */
export type Verdict = 'taken' | 'throttled' | 'refused' | 'forgotten';

/** A call that fails whole: with `isTaken`, after SQS has taken its messages. */
export interface FailedCall {
  readonly error: unknown;
  readonly isTaken: boolean;
}

/** SendMessageBatch in memory, with the limits of the API reference; a call that breaks one fails the test. */
export function fakeSqs({
  verdict = () => 'taken',
  failedCall = () => undefined,
}: {
  verdict?: (body: string, call: number) => Verdict;
  failedCall?: (call: number) => FailedCall | undefined;
} = {}) {
  const calls: (readonly SendMessageBatchRequestEntry[])[] = [];
  const onQueue: SendMessageBatchRequestEntry[] = [];
  const confirmed: SendMessageBatchRequestEntry[] = [];
  const breaches: string[] = [];
  const send = async ({ input: { Entries: entries = [] } }: SendMessageBatchCommand) => {
    breaches.push(...breachesOf(entries));
    const call = calls.push(entries);
    const failed = failedCall(call);
    if (failed?.isTaken === true) onQueue.push(...entries);
    if (failed !== undefined) throw failed.error;
    const verdicts = entries.map(({ MessageBody: body = '' }) => verdict(body, call));
    const of = (...wanted: readonly Verdict[]) =>
      entries.filter((_, index) => wanted.includes(verdicts[index]!));
    onQueue.push(...of('taken', 'forgotten'));
    confirmed.push(...of('taken'));
    return {
      Successful: of('taken').map(({ Id }) => ({ Id })),
      Failed: [...of('throttled').map(throttling), ...of('refused').map(refusal)],
    };
  };
  return {
    client: { send } as unknown as Pick<SQSClient, 'send'>,
    calls,
    breaches,
    /** The ids of the events on the queue, as the fan-out function reads them. */
    idsOnQueue: () => idsIn(onQueue),
    /** Those that an answer reported as taken. */
    idsConfirmed: () => idsIn(confirmed),
  };
}

function throttling({ Id }: SendMessageBatchRequestEntry) {
  return { Id, Code: 'RequestThrottled', SenderFault: false };
}

function refusal({ Id }: SendMessageBatchRequestEntry) {
  return { Id, Code: 'InvalidMessageContents', Message: 'not that', SenderFault: true };
}

function idsIn(entries: readonly SendMessageBatchRequestEntry[]): readonly string[] {
  return entries
    .flatMap(({ MessageBody: body = '' }) => readMessage(body, testNowMs))
    .map((read) => (read.kind === 'event' ? read.event.id : read.reason));
}

const characterThatSqsRefuses = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function* breachesOf(entries: readonly SendMessageBatchRequestEntry[]): Generator<string> {
  const bytes = entries.map(({ MessageBody: body = '' }) => Buffer.byteLength(body));
  if (entries.length < 1 || entries.length > 10) yield `${entries.length} messages`;
  if (bytes.reduce((sum, one) => sum + one, 0) > 1_048_576) yield 'more than 1 MiB';
  if (new Set(entries.map(({ Id: id }) => id)).size < entries.length) yield 'ids are not distinct';
  for (const entry of entries) yield* breachesOfEntry(entry);
}

function* breachesOfEntry({
  MessageBody: body = '',
  MessageGroupId: group = '',
}: SendMessageBatchRequestEntry): Generator<string> {
  if (body === '' || characterThatSqsRefuses.test(body)) yield 'a body that SQS does not take';
  if (!/^[!-~]{1,128}$/.test(group)) yield `the group id ${group}`;
}

/** An error as the SDK makes it of an answer. */
export function answerOf(status: number, name: string): SQSServiceException {
  return new SQSServiceException({
    name,
    message: 'some words',
    $fault: 'client',
    $metadata: { httpStatusCode: status },
  });
}

/** An error as Node.js makes it of a connection. */
export function networkError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}
