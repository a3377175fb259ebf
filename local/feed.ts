import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import type { Line } from '../terminal/lines.ts';

/** A line that SQS does not accept as a message body. */
export interface RefusedLine {
  readonly number: number;
  readonly reason: string;
}

/** What has been sent so far. */
export interface Fed {
  /** Lines that are on the queue. */
  sent: number;
  /** Empty lines: SQS has no empty messages. */
  empty: number;
  readonly refused: RefusedLine[];
}

/** The queue to send lines to. */
export interface FeedTarget {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  /** Stops the sending, without an error. */
  readonly signal: AbortSignal;
  readonly fed: Fed;
  /** Called with each line that SQS has accepted. */
  readonly onSent: (line: Line) => void;
}

const maxBatchMessages = 10;
const batchesInFlight = 4;

/** Sends each line, unchanged, as one message body. */
export async function feed(lines: AsyncIterable<Line>, target: FeedTarget): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  for await (const batch of batches(lines, target.fed)) {
    if (target.signal.aborted) break;
    while (inFlight.size >= batchesInFlight) await Promise.race(inFlight);
    const sending = sendBatch(batch, target).finally(() => inFlight.delete(sending));
    inFlight.add(sending);
  }
  await Promise.all(inFlight);
}

/** The lines within SQS's limits, in batches within its limits; the others are recorded in `fed`. */
async function* batches(lines: AsyncIterable<Line>, fed: Fed): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  let batchBytes = 0;
  for await (const line of lines) {
    const bytes = Buffer.byteLength(line.text);
    if (!isSendable(line, bytes, fed)) continue;
    if (batch.length === maxBatchMessages || batchBytes + bytes > maxMessageBytes) {
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batch.push(line);
    batchBytes += bytes;
  }
  if (batch.length > 0) yield batch;
}

function isSendable({ number }: Line, bytes: number, fed: Fed): boolean {
  if (bytes === 0) fed.empty += 1;
  if (bytes > maxMessageBytes) {
    fed.refused.push({ number, reason: `${bytes} bytes, SQS accepts at most ${maxMessageBytes}` });
  }
  return bytes > 0 && bytes <= maxMessageBytes;
}

async function sendBatch(
  batch: readonly Line[],
  { sqs, queueUrl, fed, onSent }: FeedTarget,
): Promise<void> {
  const entries = batch.map(({ text }, index) => ({ Id: String(index), MessageBody: text }));
  const { Failed: failed = [] } = await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
  );
  const problems = new Map(failed.map(({ Id: id, Message, Code }) => [id, Message ?? Code]));
  for (const [index, line] of batch.entries()) {
    if (problems.has(String(index))) {
      const reason = problems.get(String(index)) ?? 'refused by SQS';
      fed.refused.push({ number: line.number, reason });
    } else {
      fed.sent += 1;
      onSent(line);
    }
  }
}
