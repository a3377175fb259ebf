import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { noProgress, type Replay, type ReplayRun } from '../../lambdas/domain/history/replay.ts';
import { aMapping, testNowMs } from './domain-builders.ts';

/** A replay that has not begun, of everything that a source missed in the hour before {@link testNowMs}. */
export function aReplay(fields: Partial<Replay> = {}, mapping: Mapping = aMapping()): Replay {
  const { tenant, generator, sourceArn, sourceName, region, generation } = mapping;
  return {
    id: '1793000000000-one',
    kind: 'replay',
    source: { tenant, generator, sourceArn, sourceName, region, generation },
    fromMs: testNowMs - 3_600_000,
    toMs: testNowMs,
    outcomes: ['missed'],
    state: 'waiting',
    progress: noProgress,
    cursor: {},
    version: 1,
    startedBy: 'someone',
    createdAt: new Date(testNowMs).toISOString(),
    ...fields,
  };
}

/** What the function remembers of a replay whose first step is over. */
export function aReplayRun(fields: Partial<ReplayRun> = {}): ReplayRun {
  return { step: 1, beganAtMs: testNowMs, failures: 0, within: {}, seen: '', ...fields };
}
