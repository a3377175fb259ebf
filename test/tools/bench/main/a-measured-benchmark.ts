import type { Setting } from '../../../../tools/bench/machine.ts';
import type { MeasuredBenchmark } from '../../../../tools/bench/results.ts';

/** A machine that is nobody's. */
export const aSetting: Setting = {
  cpu: 'Abacus 3',
  cores: 2,
  memoryGib: 24,
  node: '24.0.0',
  packages: { typebridge: '0.7.1' },
};

/** What a benchmark found. */
export function aMeasuredBenchmark(fields: Partial<MeasuredBenchmark> = {}): MeasuredBenchmark {
  return {
    name: 'sender',
    title: 'Senders',
    measuredAt: '2026-11-22T01:02:03.000Z',
    seconds: 12.3,
    setting: aSetting,
    tables: [
      { title: 'Rates', head: ['variant', 'events/s'], rows: [['ours', 12_345]], notes: ['N.'] },
    ],
    goals: [{ text: 'fast', aim: '>= 2', measured: '3', isReached: true }],
    plots: ['sender.svg'],
    ...fields,
  };
}
