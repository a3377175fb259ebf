import { createHash } from 'node:crypto';
import type { RecordedOutcome } from './read-history.ts';

/** A delivery that was made or given up: it must have a row. */
export interface MadeDelivery {
  readonly eventId: string;
  readonly region: string;
  readonly name: string;
  readonly isDeadLettered: boolean;
}

/** What the history shows of a run. */
export interface HistoryVerdict {
  readonly rows: number;
  /** Deliveries that were made or dead-lettered and have no such row. */
  readonly withoutRow: number;
  /** Rows of which the functions have said that the history did not take them. */
  readonly countedAsLost: number;
  /** Rows whose event's text cannot be read. */
  readonly withoutText: number;
  readonly examples: readonly string[];
}

const maxExamples = 5;

/** Holds the history against the deliveries that were made. */
export function judgeHistory(
  made: readonly MadeDelivery[],
  rows: readonly RecordedOutcome[],
  countedAsLost: number,
): HistoryVerdict {
  const recorded = new Set(rows.map((row) => `${row.partition} ${row.eventId} ${row.outcome}`));
  const missing = made.filter((one) => {
    const outcome = one.isDeadLettered ? 'deadLettered' : 'accepted';
    return !recorded.has(`${partitionOf(one)} ${one.eventId} ${outcome}`);
  });
  return {
    rows: rows.length,
    withoutRow: missing.length,
    countedAsLost,
    withoutText: rows.filter(({ hasText }) => !hasText).length,
    examples: missing
      .slice(0, maxExamples)
      .map(({ eventId, region, name }) => `${eventId} to ${name} in ${region}`),
  };
}

/** The partition of a source's rows, as docs/architecture.md has it; no tenant of a run needs an escape. */
function partitionOf({ region, name }: Pick<MadeDelivery, 'region' | 'name'>): string {
  const [, , tenant = ''] = name.split('/');
  const arn = `arn:aws:events:${region}::event-source/${name}`;
  const hash = createHash('sha256').update(arn).digest('base64url');
  return `${tenant}#${hash.slice(0, 16)}`;
}
