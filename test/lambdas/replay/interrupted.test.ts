import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { missedRequest, newReplay } from '../../../lambdas/domain/history/new-replay.ts';
import type { Replay } from '../../../lambdas/domain/history/replay.ts';
import { startReplay } from '../../../lambdas/mappings/start-replay.ts';
import type { HistoryRecord } from '../../../lambdas/ports/history.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { fakeReplayClaims } from '../../support/fake-replays.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import type { Interfere } from '../../support/interfered-services.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { aReplay } from '../../support/replay-builders.ts';
import { replayWorld } from '../../support/replay-world.ts';

const hourMs = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const mapping = aMapping({
  detailTypes: ['push'],
  doubt: { from: at(testNowMs - 30_000), to: at(testNowMs - 20_000) },
});
const regions = ['us-east-1', 'eu-west-1'];

/** Of how each event became a missed one: held, dropped while PENDING, or accepted in doubt. */
const kinds = ['held', 'unheard', 'doubtful'] as const;

function rowOf(kind: (typeof kinds)[number], eventId: string, atMs: number) {
  if (kind === 'held')
    return aHistoryRow({ eventId, outcome: 'held', reason: 'paused', state: 'ACTIVE', atMs });
  const state = kind === 'unheard' ? 'PENDING' : 'ACTIVE';
  return aHistoryRow({ eventId, state, atMs: kind === 'unheard' ? atMs : testNowMs - 25_000 });
}

function aRecord(row: HistoryRecord['row']): HistoryRecord {
  const { tenant, sourceArn, generator } = mapping;
  const event = aDomainEvent({ id: row.eventId, generator, detailType: 'push' });
  return { tenant, sourceArn, row, event };
}

const someMissed = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    agoMs: fc.integer({ min: 1, max: 50_000 }),
    region: fc.constantFrom(...regions),
    fails: fc.boolean(),
  }),
  { maxLength: 8 },
);

/** What is recorded before a replay and in the middle of it, and when and how that one is stopped. */
const aRound = fc.record({
  before: someMissed,
  meanwhile: someMissed,
  meanwhileAtCall: fc.nat(30),
  how: fc.constantFrom('cancel', 'pause'),
  atCall: fc.nat(60),
  // Another replay of the source, which has nothing to do with what was missed.
  isBetween: fc.boolean(),
});

const aCourse = fc.record({
  rounds: fc.array(aRound, { minLength: 1, maxLength: 6 }),
  pageEvents: fc.integer({ min: 1, max: 5 }),
  chunksAtOnce: fc.integer({ min: 1, max: 4 }),
  callMs: fc.constantFrom(0, 5_000),
});

type Course = typeof aCourse extends fc.Arbitrary<infer T> ? T : never;
type Round = Course['rounds'][number];

function aCatchUpWorld({ pageEvents, chunksAtOnce, callMs }: Omit<Course, 'rounds'>) {
  const received: string[] = [];
  const expected: string[] = [];
  const failing = new Set<string>();
  const world = replayWorld({
    mappings: [mapping],
    regions,
    settings: { pageEvents },
    chunksAtOnce,
    callMs,
    script: answerEach(({ event: { id } }) => {
      if (failing.delete(id)) return refuse('ThrottlingException')();
      received.push(id);
      return accept();
    }),
  });
  const services = {
    ...world.services,
    replayClaims: fakeReplayClaims(),
    wakeReplay: world.services.wake,
  };
  let replays = 0;
  return {
    ...world,
    received,
    expected,
    failing,
    async begin(replay: (id: string) => Replay) {
      replays += 1;
      const id = `${String(world.now()).padStart(13, '0')}-${replays}`;
      const started = await startReplay(replay(id), services, world.now());
      expect(started.kind).toBe('started');
      return id;
    },
    stateOf: async (id: string) => (await world.replays.find('acct1', id))?.state,
  };
}

type CatchUpWorld = ReturnType<typeof aCatchUpWorld>;

/** A replay of what was missed; of a source that went on a moment ago, until deliveries know that. */
const catchUp = (nowMs: number) => (id: string) => {
  const missed = { missedSince: at(testNowMs - hourMs), missedUntil: at(nowMs + 120_000) };
  const request = missedRequest({ ...mapping, ...missed }, nowMs);
  return newReplay(request, { id, kind: 'replay', startedBy: 'someone', nowMs });
};

/** Lets a replay run until a call, at which it is stopped; what is missed meanwhile is recorded. */
async function runUntilStopped(
  world: CatchUpWorld,
  id: string,
  { how, atCall, meanwhileAtCall }: Round,
  recordMeanwhile: () => Promise<void>,
) {
  let calls = 0;
  const stopping: Interfere = async (_, call) => {
    const number = calls;
    calls += 1;
    if (number === meanwhileAtCall) await recordMeanwhile();
    if (number === atCall && how === 'cancel') await world.replays.requestCancel('acct1', id);
    if (number === atCall && how === 'pause') {
      world.mappings.put({ ...mapping, pausedAt: at(world.now()) });
    }
    return await call();
  };
  for (let steps = 0; steps < 200 && (await world.next(stopping)); steps += 1);
  world.mappings.put(mapping);
}

/** What waits on the retry queue is held by a pause, as a delivery of its replay. */
async function holdRetries(world: CatchUpWorld) {
  const records = world
    .retried()
    .map(({ event, replay = '' }) =>
      aRecord({ ...rowOf('held', event.id, world.now()), trigger: 'replay', replay }),
    );
  world.retryQueue.messages.length = 0;
  if (records.length > 0) await world.record(records);
}

async function recordMissed(world: CatchUpWorld, missed: Round['before'], name: string) {
  for (const [index, { kind, agoMs, region, fails }] of missed.entries()) {
    const id = `${name}-${index}`;
    if (fails) world.failing.add(id);
    world.expected.push(id);
    await world.history.get(region)?.record([aRecord(rowOf(kind, id, world.now() - agoMs))]);
  }
  world.pass(60_000);
}

async function takeRound(world: CatchUpWorld, round: Round, number: number) {
  await recordMissed(world, round.before, `before-${number}`);
  const id = await world.begin(catchUp(world.now()));
  await runUntilStopped(world, id, round, async () => {
    await holdRetries(world);
    await recordMissed(world, round.meanwhile, `meanwhile-${number}`);
  });
  await holdRetries(world);
  if (round.isBetween) {
    const fields = { fromMs: testNowMs - 1_000, toMs: testNowMs - 999, events: ['another'] };
    await world.begin((other) => aReplay({ id: other, ...fields }, mapping));
    await world.run();
  }
}

test('however often the sending of missed events is stopped and begun again, each comes once', async () => {
  await fc.assert(
    fc.asyncProperty(aCourse, async ({ rounds, ...setting }) => {
      const world = aCatchUpWorld(setting);
      for (const [number, round] of rounds.entries()) await takeRound(world, round, number);
      // The last ones are stopped by nobody; what the first of them has refused, the second one sends.
      for (let last = 0; last < 2; last += 1) {
        const id = await world.begin(catchUp(world.now()));
        await world.run();
        expect(await world.stateOf(id)).toBe('completed');
        await holdRetries(world);
      }

      expect(world.received.toSorted()).toEqual(world.expected.toSorted());
    }),
    { numRuns: propertyRuns(500, 100) },
  );
});
