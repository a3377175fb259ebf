import type { Preference } from '../../../lambdas/settings/fleet.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { measureDelay, percentilesOf, type Rate, type Way } from './delay.ts';
import type { LocalMode } from './local-mode.ts';

/** What is sent: events one after the other, each alone; few, and many. */
const alone: Readonly<Record<Preference, Rate>> = {
  latency: { eventsPerSecond: 1, seconds: 5 },
  // On a quiet queue it waits for 20 s.
  cost: { eventsPerSecond: 1, seconds: 1 },
};
const few: Rate = { eventsPerSecond: 10, seconds: 20 };
const many: Rate = { eventsPerSecond: 1_000, seconds: 10 };

/** The delays of one preference, by what is sent. */
export interface Delays {
  readonly prefer: Preference;
  readonly alone: readonly Way[];
  readonly few: readonly Way[];
  readonly many: readonly Way[];
}

/** Measures what a preference makes of the delay; local mode waits on a quiet queue as AWS does. */
export async function measurePreference(prefer: Preference, local: LocalMode): Promise<Delays> {
  const measure = async (rate: Rate) => {
    // The last batch of a window would wait for more, which no batch of a steady stream does.
    const moreSeconds = prefer === 'cost' && rate !== alone.cost ? 3 : 0;
    return await measureDelay({ payload: 'text' }, { ...rate, moreSeconds }, local);
  };
  // The first events also start the function's processes.
  await measure({ eventsPerSecond: 200, seconds: 1 });
  return {
    prefer,
    alone: await measure(alone[prefer]),
    few: await measure(few),
    many: await measure(many),
  };
}

/** What each preference makes of the delay. */
export function preferenceTable(all: readonly Delays[]): ResultTable {
  const kinds = [
    ['one alone', 'alone'],
    ['10 a second', 'few'],
    ['1,000 a second', 'many'],
  ] as const;
  return {
    title: 'Delay by what a stage prefers, 1 kB events, one per message',
    head: ['`delivery.prefer`', 'events', 'milliseconds: p50', 'p90', 'p99', 'max', 'the last'],
    rows: all.flatMap(({ prefer, ...delays }) =>
      kinds.map(([name, kind]) => {
        const { p50, p90, p99, max } = percentilesOf(delays[kind], 'all');
        return [prefer, name, p50, p90, p99, max, lastMs(delays[kind])];
      }),
    ),
    notes: [
      `From when an event was due to be sent to its bus; of ${few.eventsPerSecond * few.seconds} events at 10 a second, and ${(many.eventsPerSecond * many.seconds).toLocaleString('en-US')} at 1,000.`,
      'Batches with a window wait on a quiet queue as on AWS: for the next message, or for 20 s.',
      'The last: the longest delay of the last hundredth. It would grow with the run if the rate were not held.',
    ],
  };
}

const maxDelayMs = 300;
const maxLastMs = 1_000;

/** Whether `latency` keeps its promises. */
export function preferenceGoals({ few: fewDelays, many: manyDelays }: Delays): readonly Goal[] {
  const { p99 } = percentilesOf(fewDelays, 'all');
  const last = lastMs(manyDelays);
  return [
    {
      text: 'latency: delay at 10 events a second, p99',
      aim: `< ${maxDelayMs} ms`,
      measured: `${p99} ms`,
      isReached: p99 < maxDelayMs,
    },
    {
      text: 'latency: 1,000 events a second are held: delay of the last ones',
      aim: `<= ${maxLastMs} ms`,
      measured: `${last} ms`,
      isReached: last <= maxLastMs,
    },
  ];
}

function lastMs(ways: readonly Way[]): number {
  const last = ways.slice(-Math.ceil(ways.length / 100));
  return percentilesOf(last, 'all').max;
}
