import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  admitSource,
  releaseSource,
  type Admissions,
  type AdmissionStore,
} from '../../../lambdas/aws/dynamodb-admissions.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';

// The longest that a registration takes, and that the index is behind.
const registrationMs = 29_000;
const maxLagMs = 30_000;
const limits = { maxSources: 4, maxPendingSources: 2 };

interface Written {
  readonly sourceArn: string;
  readonly isPending: boolean;
  readonly writtenAtMs: number;
}

interface Plan {
  readonly sourceArn: string;
  /** What comes of the registration in the end. */
  readonly end: (typeof ends)[number];
}

const ends = ['pending', 'accepted', 'refused', 'deleted'] as const;

/** A tenant that registers several sources at once; whatever is done waits for the scheduler. */
function aTenant(scheduler: fc.Scheduler, lagMs: () => number) {
  let nowMs = testNowMs;
  let saved: Admissions = { recent: [], version: 0 };
  const live = new Map<string, Written>();
  const underWay = new Set<{ sourceArn: string; startedAtMs: number; isAdmitted: boolean }>();
  const inTurn = async <T>(label: string, act: () => T): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), label);
    return act();
  };
  const store: AdmissionStore = {
    count: () =>
      inTurn('count', () => [...live.values()].filter((one) => one.writtenAtMs + lagMs() <= nowMs)),
    load: () => inTurn('load', () => saved),
    save: (next) =>
      inTurn('save', () => {
        if (next.version !== saved.version + 1) return false;
        saved = next;
        return true;
      }),
  };
  const most = { sources: 0, pending: 0 };
  const measure = () => {
    const admitted = [...underWay].filter(({ isAdmitted }) => isAdmitted);
    const isPending = new Map(admitted.map(({ sourceArn }) => [sourceArn, true]));
    for (const one of live.values()) isPending.set(one.sourceArn, one.isPending);
    most.sources = Math.max(most.sources, isPending.size);
    const pending = [...isPending.values()].filter(Boolean).length;
    most.pending = Math.max(most.pending, pending);
  };
  return {
    most,
    async register({ sourceArn, end }: Plan) {
      // No two requests of a tenant for one source begin in the same millisecond.
      nowMs += 1;
      const request = { sourceArn, startedAtMs: nowMs, isAdmitted: false };
      underWay.add(request);
      const answer = await admitSource(store, sourceArn, limits, request.startedAtMs).catch(
        () => 'crowded' as const,
      );
      if (answer === 'admitted') {
        request.isAdmitted = true;
        measure();
        await inTurn(end === 'refused' ? 'refuse' : 'write', () => {
          if (end === 'refused') return;
          const isPending = live.get(sourceArn)?.isPending ?? true;
          live.set(sourceArn, { sourceArn, isPending, writtenAtMs: nowMs });
          measure();
        });
        if (end === 'deleted') {
          await inTurn('delete', () => {
            live.delete(sourceArn);
          });
        }
        if (end === 'deleted' || end === 'refused') {
          underWay.delete(request);
          await releaseSource(store, { sourceArn, admittedAtMs: request.startedAtMs }).catch(
            () => undefined,
          );
        }
        if (end === 'accepted') {
          await inTurn('accept', () => {
            const found = live.get(sourceArn);
            if (found) live.set(sourceArn, { ...found, isPending: false, writtenAtMs: nowMs });
          });
        }
      }
      underWay.delete(request);
    },
    /** Time passes, but no further than a request may take. */
    pass: async (milliseconds: number) =>
      await inTurn('time', () => {
        const starts = Array.from(underWay, ({ startedAtMs }) => startedAtMs);
        const latestMs = Math.min(...starts, nowMs) + registrationMs;
        nowMs = Math.max(nowMs, Math.min(nowMs + milliseconds, latestMs));
      }),
  };
}

const anyPlan = fc.record({
  sourceArn: fc.integer({ min: 1, max: 9 }).map((index) => `arn:${index}`),
  end: fc.constantFrom(...ends),
});
const anyLag = fc.constantFrom(0, 1_000, maxLagMs);

describe('registrations and deletions at once, counted by an index that lags', () => {
  test('never exceed a limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(anyPlan, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 25 }),
        fc.infiniteStream(anyLag),
        async (scheduler, actors, passes, lags) => {
          const tenant = aTenant(scheduler, () => lags.next().value);
          const clock = async () => {
            for (const milliseconds of passes) await tenant.pass(milliseconds);
          };
          const act = async (plans: readonly Plan[], actor: number) => {
            for (const [index, plan] of plans.entries()) {
              // One that is registered again may be counted as it was before, while the index lags.
              const sourceArn = plan.end === 'deleted' ? `arn:${actor}:${index}` : plan.sourceArn;
              await tenant.register({ ...plan, sourceArn });
            }
          };
          await scheduler.waitFor(Promise.all([clock(), ...actors.map(act)]));

          expect(tenant.most.sources).toBeLessThanOrEqual(limits.maxSources);
          expect(tenant.most.pending).toBeLessThanOrEqual(limits.maxPendingSources);
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });
});

test('a request that is always too late fails after fifty rounds', async () => {
  let version = 0;
  let rounds = 0;
  const crowded: AdmissionStore = {
    count: async () => [],
    load: async () => ({ recent: [], version }),
    save: async () => {
      version += 1;
      rounds += 1;
      return false;
    },
  };

  await expect(admitSource(crowded, 'arn:1', limits, testNowMs)).rejects.toThrow('faster 50 times');
  expect(rounds).toBe(50);
  const admission = { sourceArn: 'arn:1', admittedAtMs: testNowMs };
  const full = { ...crowded, load: async () => ({ recent: [admission], version }) };
  await expect(releaseSource(full, admission)).rejects.toThrow('faster 50 times');
});

test('what is released makes room at once, and what was not admitted writes nothing', async () => {
  let saved: Admissions = { recent: [], version: 0 };
  const store: AdmissionStore = {
    count: async () => [],
    load: async () => saved,
    save: async (next) => {
      saved = next;
      return true;
    },
  };
  for (const sourceArn of ['arn:1', 'arn:2']) {
    await admitSource(store, sourceArn, limits, testNowMs);
  }
  expect(await admitSource(store, 'arn:3', limits, testNowMs)).toBe('pendingSourceLimit');
  await releaseSource(store, { sourceArn: 'arn:1', admittedAtMs: testNowMs });
  expect(await admitSource(store, 'arn:3', limits, testNowMs)).toBe('admitted');

  const { version } = saved;
  await releaseSource(store, { sourceArn: 'arn:2', admittedAtMs: testNowMs - 1 });
  expect(saved.version).toBe(version);
});

test('what is refused is not written', async () => {
  const full: AdmissionStore = {
    count: async () =>
      [1, 2, 3, 4].map((index) => ({ sourceArn: `arn:${index}`, isPending: false })),
    load: async () => ({ recent: [], version: 7 }),
    save: async () => {
      throw new Error('nothing is to be saved');
    },
  };

  expect(await admitSource(full, 'arn:9', limits, testNowMs)).toBe('sourceLimit');
  expect(await admitSource({ ...full, save: async () => true }, 'arn:1', limits, testNowMs)).toBe(
    'admitted',
  );
});
