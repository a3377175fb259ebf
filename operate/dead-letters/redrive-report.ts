import { alignColumns } from '../../terminal/table.ts';
import { plainText } from '../plain-text.ts';
import type { QueueName } from '../target/connection.ts';

/** What a redrive did. */
export interface RedriveReport {
  readonly queues: readonly QueueRedrive[];
  /** The ids of letters that were asked for and not seen. */
  readonly notFound: readonly string[];
}

/** What a redrive did for the letters of one queue. */
export interface QueueRedrive {
  readonly queue: QueueName;
  /** By SQS's own task, or each sent and then deleted. */
  readonly way: 'moveTask' | 'oneByOne';
  readonly ended: 'completed' | 'cancelled' | 'failed';
  /** Letters that are on their queue again. */
  readonly moved: number;
  /** Of these, those that are still among the dead letters too. */
  readonly doubled: number;
  /** Letters that could not be sent, and stay. */
  readonly failed: number;
  /** Why the task, or the last letter, failed. */
  readonly failure: string | null;
}

/** A redrive in words. */
export function redriveLines(
  { queues, notFound }: RedriveReport,
  title: string,
): readonly string[] {
  return [
    `Redriven (${title})`,
    ...alignColumns([
      ['queue', 'moved', 'failed', ''],
      ...queues.map(({ queue, moved, failed, ended }) => [queue, moved, failed, ended]),
    ]),
    ...queues.flatMap(notes),
    ...notFound.map((id) => `${plainText(id)} was not seen`),
  ];
}

function notes({ queue, doubled, failure }: QueueRedrive): readonly string[] {
  return [
    ...(doubled > 0 ? [`${queue}: ${doubled} could not be deleted, and may go twice`] : []),
    ...(failure === null ? [] : [`${queue}: ${plainText(failure)}`]),
  ];
}
