import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import type { HistoryRecord, HistorySink, KeptBodies } from '../../lambdas/ports/history.ts';
import type { Time } from '../../lambdas/ports/time.ts';

/** A history in memory: what it has, what it refused, and how it was asked. */
export interface FakeHistorySink extends HistorySink {
  readonly records: HistoryRecord[];
  readonly refused: HistoryRecord[];
  /** How many records each flush had. */
  readonly flushes: number[];
  /** The most flushes that were under way at once. */
  readonly most: () => number;
  /** The events of each call that was to store texts apart. */
  readonly kept: (readonly DomainEvent[])[];
  readonly rows: () => readonly HistoryRow[];
}

/** How a fake history behaves. */
export interface FakeHistoryOptions {
  readonly refuses?: (record: HistoryRecord) => boolean;
  /** How long recording takes; what takes longer than its time is refused. It needs a clock. */
  readonly recordMs?: number;
  /** How long storing texts apart takes, and whether it ends well. */
  readonly storeMs?: number;
  readonly stores?: boolean;
  readonly time?: Time;
}

/** A history that takes everything, at once, unless it is made to refuse or to hang. */
export function fakeHistorySink(options: FakeHistoryOptions = {}): FakeHistorySink {
  const { refuses = () => false, recordMs = 0, time } = options;
  const records: HistoryRecord[] = [];
  const refused: HistoryRecord[] = [];
  const flushes: number[] = [];
  const kept: (readonly DomainEvent[])[] = [];
  let underWay = 0;
  let most = 0;
  return {
    records,
    refused,
    flushes,
    kept,
    most: () => most,
    rows: () => records.map(({ row }) => row),
    async record(given, { timeoutMs } = {}) {
      flushes.push(given.length);
      underWay += 1;
      most = Math.max(most, underWay);
      const isInTime = await take(recordMs, timeoutMs, time);
      underWay -= 1;
      return given.map((record) => {
        const isTaken = isInTime && !refuses(record);
        (isTaken ? records : refused).push(record);
        return isTaken;
      });
    },
    keepBodies(given, { timeoutMs } = {}) {
      const events = given.map(({ event }) => event);
      kept.push(events);
      return keep(events, timeoutMs, options);
    },
  };
}

function keep(
  events: readonly DomainEvent[],
  timeoutMs: number | undefined,
  { storeMs = 0, stores = true, time }: FakeHistoryOptions,
): KeptBodies {
  const lines = new Map(events.map((event, line) => [event, line]));
  return {
    placeOf(event) {
      const line = lines.get(event);
      return line === undefined ? undefined : { key: 'bodies', offset: 0, length: 1, line };
    },
    stored: take(storeMs, timeoutMs, time).then((isInTime) => isInTime && stores),
  };
}

/** Whether something that takes so long ends in its time. */
async function take(milliseconds: number, mostMs = Infinity, time?: Time): Promise<boolean> {
  if (milliseconds > 0) await time?.sleep(Math.min(milliseconds, mostMs));
  return milliseconds <= mostMs;
}
