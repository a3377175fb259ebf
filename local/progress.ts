import type { BatchTotals } from './batch-totals.ts';
import type { Cloud } from './cloud.ts';
import { emulatorView } from './emulator-view.ts';
import { size } from './queues.ts';
import { entriesDeadLettered, sum } from './summary.ts';

/** The progress of a run. */
export interface Progress {
  readonly events: number;
  /** On the events queue. */
  readonly waiting: number;
  /** On the retry queue. */
  readonly retrying: number;
  readonly accepted: number;
  readonly received: number;
  readonly deadLettered: number;
  readonly dropped: number;
}

/** Reads the progress of a run. */
export async function readProgress(
  { queues, endpoints }: Pick<Cloud, 'queues' | 'endpoints'>,
  totals: BatchTotals,
): Promise<Progress> {
  const { received } = await emulatorView(endpoints.eventBridge).counters();
  return {
    events: totals.events,
    waiting: size(queues.events),
    retrying: size(queues.retries),
    accepted: totals.accepted,
    received,
    deadLettered: entriesDeadLettered(totals) + totals.deadLettered.invalidEvent,
    dropped: sum(Object.values(totals.dropped)),
  };
}

/** A progress as one line. */
export function progressLine({ deadLettered, ...progress }: Progress): string {
  return Object.entries({ ...progress, 'dead-lettered': deadLettered })
    .map(([name, value]) => `${name} ${value.toLocaleString('en-US')}`)
    .join('  ');
}
