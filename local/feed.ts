import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import type { Line } from '../terminal/lines.ts';

/** A line that SQS does not take as a message body. */
export interface RefusedLine {
  readonly number: number;
  readonly reason: string;
}

/** What was fed so far. */
export interface Fed {
  /** Lines on the queue. */
  sent: number;
  /** Lines without a character, for which SQS has no message. */
  empty: number;
  readonly refused: RefusedLine[];
}

/** Where lines are fed to. */
export interface FeedTarget {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  /** Stops the feeding, quietly. */
  readonly signal: AbortSignal;
  readonly fed: Fed;
  /** Sees each line that is on the queue. */
  readonly onSent: (line: Line) => void;
}

const maxBatchMessages = 10;
const batchesInFlight = 4;

/** Sends each line as one message body, as it is. */
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

/** The lines that SQS may take, in batches that it may take; the others are noted. */
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
    fed.refused.push({ number, reason: `${bytes} bytes, SQS takes ${maxMessageBytes} at most` });
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
