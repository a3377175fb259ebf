import { alignColumns } from '../../terminal/table.ts';
import { plainText } from '../plain-text.ts';
import type { QueueName } from '../target/connection.ts';

/** The result of a redrive. */
export interface RedriveReport {
  readonly queues: readonly QueueRedrive[];
  /** The IDs of requested dead letters that were not found. */
  readonly notFound: readonly string[];
}

/** The result of a redrive for one queue. */
export interface QueueRedrive {
  readonly queue: QueueName;
  /** By a message move task of SQS, or each sent and then deleted. */
  readonly way: 'moveTask' | 'oneByOne';
  readonly ended: 'completed' | 'cancelled' | 'failed';
  /** Dead letters that are on their original queue again. */
  readonly moved: number;
  /** Of these, the number still on the dead-letter queue too. */
  readonly doubled: number;
  /** Dead letters that could not be sent, and stay. */
  readonly failed: number;
  /** Why the task or the last dead letter failed. */
  readonly failure: string | null;
}

/** The lines that report a redrive. */
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
    ...notFound.map((id) => `${plainText(id)} was not found`),
  ];
}

function notes({ queue, doubled, failure }: QueueRedrive): readonly string[] {
  return [
    ...(doubled > 0
      ? [`${queue}: ${doubled} could not be deleted and may be delivered twice`]
      : []),
    ...(failure === null ? [] : [`${queue}: ${plainText(failure)}`]),
  ];
}
