import type { Log } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** Where what became of a batch is published. */
export interface ReportServices {
  readonly report: (counters: BatchCounters) => void;
  readonly log: Log;
}

/** Publishes what became of a batch. Never throws: the batch is settled, and must not come again. */
export function publish(counters: BatchCounters, { report, log }: ReportServices): void {
  try {
    report(counters);
  } catch (error) {
    log.error('the numbers of a batch could not be published', { error });
  }
}
