import type { Log } from '../ports/delivery.ts';
import type { Tally } from './tally.ts';

/** Where what became of a batch is published. */
export interface ReportServices {
  readonly report: (tally: Tally) => void;
  readonly log: Log;
}

/** Publishes what became of a batch. Never throws: the batch is settled, and must not come again. */
export function publish(tally: Tally, { report, log }: ReportServices): void {
  try {
    report(tally);
  } catch (error) {
    log.error('the numbers of a batch could not be published', { error });
  }
}
