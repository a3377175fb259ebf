import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isSelected, selectionOf } from '../../../lambdas/domain/history/selection.ts';
import { replayOutcomes, type Replay } from '../../../lambdas/domain/history/replay.ts';
import { historyOutcomes, listeningStates } from '../../../lambdas/domain/history/row.ts';
import { wants, type Mapping } from '../../../lambdas/domain/mapping.ts';
import type { HistoryRecord } from '../../../lambdas/ports/history.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { aReplay } from '../../support/replay-builders.ts';
import { Death, type Interfere } from '../../support/interfered-services.ts';
import { replayWorld } from '../../support/replay-world.ts';

const regions = ['us-east-1', 'eu-west-1'];
const types = ['push', 'issue'];
const own = aMapping({
  detailTypes: ['push'],
  doubt: {
    from: new Date(testNowMs - 30_000).toISOString(),
    to: new Date(testNowMs - 20_000).toISOString(),
  },
});
const stranger = aMapping({ tenant: 'acct2', generator: 'acct2/repo1' });
const sibling = aMapping({ generator: 'acct1/repo2' });

/** A row of some source; an event has the same detail type in all of its rows. */
const aRecord = fc
  .record({
    mapping: fc.constantFrom(own, own, own, stranger, sibling),
    event: fc.nat(12),
    agoMs: fc.integer({ min: 0, max: 60_000 }),
    outcome: fc.constantFrom(...historyOutcomes),
    state: fc.constantFrom(...listeningStates),
    hasText: fc.boolean(),
    isOfReplay: fc.boolean(),
  })
  .map(({ mapping, event, agoMs, outcome, state, hasText, isOfReplay }): HistoryRecord => {
    const { tenant, sourceArn, generator } = mapping;
    const id = `event-${event}`;
    const detailType = types[event % 3 === 0 ? 1 : 0] ?? 'push';
    return {
      tenant,
      sourceArn,
      row: aHistoryRow({
        eventId: id,
        detailType,
        outcome,
        state,
        atMs: testNowMs - agoMs,
        ...(isOfReplay && { trigger: 'replay', replay: 'another' }),
      }),
      ...(hasText && { event: aDomainEvent({ id, generator, detailType }) }),
    };
  });

/** Rows by the Region and the run of the recorder that wrote them. */
const aHistory = fc.array(
  fc.record({
    region: fc.constantFrom(...regions),
    records: fc.array(aRecord, { minLength: 1, maxLength: 12 }),
  }),
  { maxLength: 8 },
);

const mostly = (most: number) => fc.oneof(fc.constant(most), fc.constant(most), fc.nat(most));

const aRequest = fc.record(
  {
    // Mostly all of it.
    fromMs: mostly(60_000).map((agoMs) => testNowMs - agoMs),
    toMs: mostly(60_000).map((afterMs) => testNowMs - 60_000 + 2 * afterMs),
    outcomes: fc.subarray([...replayOutcomes], { minLength: 1 }),
    detailTypes: fc.subarray(types, { minLength: 1 }),
    maxPerSecond: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: ['fromMs', 'toMs', 'outcomes'] },
);

const faultKinds = ['death before', 'death after', 'failed', 'unanswered'] as const;

interface Fault {
  readonly at: number;
  readonly kind: (typeof faultKinds)[number];
}

const someFaults = fc.array(fc.record({ at: fc.nat(120), kind: fc.constantFrom(...faultKinds) }), {
  minLength: 1,
  maxLength: 4,
});

const aSetting = fc.record({
  history: aHistory,
  request: aRequest,
  pageEvents: fc.integer({ min: 1, max: 9 }),
  chunksAtOnce: fc.integer({ min: 1, max: 4 }),
  // Steps of many pages, and of one.
  callMs: fc.constantFrom(0, 10_000, 31_000),
  doubled: fc.array(fc.nat(20), { maxLength: 3 }),
});

/** The events that a replay must send: selected, wanted today, and with a text. */
function expectedIds(
  history: readonly { readonly records: readonly HistoryRecord[] }[],
  request: Replay,
  mapping: Mapping,
): readonly string[] {
  const selection = selectionOf(request, mapping, request.id);
  const rows = history
    .flatMap(({ records }) => records)
    .filter((one) => one.sourceArn === mapping.sourceArn && one.event !== undefined)
    .map(({ row }) => row)
    .filter((row) => isSelected(row, selection) && wants(mapping, row.detailType));
  return [...new Set(rows.map(({ eventId }) => eventId))].toSorted();
}

/** Interferes with some of the calls, counted over all processes. */
function interference(faults: readonly Fault[]) {
  let calls = 0;
  const done: Fault[] = [];
  const interfere: Interfere = async (name, call) => {
    const fault = faults.find(({ at }) => at === calls);
    calls += 1;
    if (fault === undefined) return await call();
    done.push(fault);
    if (fault.kind === 'death before') throw new Death(name);
    if (fault.kind === 'failed' && !neverRejecting.has(name)) throw new Error(`${name} failed`);
    const answer = await call();
    if (fault.kind === 'death after') throw new Death(name);
    if (neverRejecting.has(name)) return answer;
    throw new Error(`the answer of ${name} was lost`);
  };
  return { interfere, done };
}

const neverRejecting = new Set(['put', 'retryQueue']);

async function worldOf({
  history,
  request,
  pageEvents,
  chunksAtOnce,
  callMs,
}: typeof aSetting extends fc.Arbitrary<infer T> ? T : never) {
  const world = replayWorld({
    mappings: [own, stranger, sibling],
    regions,
    settings: { pageEvents },
    chunksAtOnce,
    callMs,
  });
  for (const { region, records } of history) await world.record(records, region);
  const asked = aReplay(
    { id: '1793000000000-any', ...request, createdAt: new Date(world.now()).toISOString() },
    own,
  );
  await world.start(asked);
  return { ...world, asked };
}

function timesSent(world: Awaited<ReturnType<typeof worldOf>>): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { event, sourceArn, replay } of world.put()) {
    expect([sourceArn, event.generator, replay]).toEqual([
      own.sourceArn,
      own.generator,
      world.asked.id,
    ]);
    times.set(event.id, (times.get(event.id) ?? 0) + 1);
  }
  return times;
}

describe('of any history, in pages of any size', () => {
  test('each event that matches is sent once, and none that does not', async () => {
    await fc.assert(
      fc.asyncProperty(aSetting, async (setting) => {
        const world = await worldOf(setting);
        let steps = 0;
        while (steps < 500 && (await world.next(undefined, setting.doubled.includes(steps))))
          steps += 1;
        const replay = await world.replay(world.asked);

        expect(
          world
            .put()
            .map(({ event }) => event.id)
            .toSorted(),
        ).toEqual(expectedIds(setting.history, world.asked, own));
        timesSent(world);
        expect(replay).toMatchObject({ state: 'completed' });
        expect(replay!.progress.sent).toBe(world.put().length);
        expect(world.ended).toEqual(['completed']);
      }),
      { numRuns: propertyRuns(400, 60) },
    );
  });

  test('an event is sent again only for a process that died or a call without an answer', async () => {
    await fc.assert(
      fc.asyncProperty(aSetting, someFaults, async (setting, faults) => {
        const world = await worldOf(setting);
        const { interfere, done } = interference(faults);
        let steps = 0;
        while (steps < 500 && (await world.next(interfere, setting.doubled.includes(steps))))
          steps += 1;
        const times = timesSent(world);
        const repeated = [...times.values()].reduce((sum, count) => sum + count - 1, 0);

        expect([...times.keys()].toSorted()).toEqual(
          expectedIds(setting.history, world.asked, own),
        );
        expect(repeated).toBeLessThanOrEqual(done.length * setting.pageEvents);
        expect(await world.replay(world.asked)).toMatchObject({ state: 'completed' });
      }),
      { numRuns: propertyRuns(1_000, 150) },
    );
  });

  test('a cancel takes effect within a page', async () => {
    await fc.assert(
      fc.asyncProperty(aSetting, fc.nat(15), async (setting, after) => {
        const world = await worldOf(setting);
        let atCancel = 0;
        let calls = 0;
        const cancelling: Interfere = async (_, call) => {
          calls += 1;
          if (calls === after) {
            await world.replays.requestCancel('acct1', world.asked.id);
            atCancel = world.put().length;
          }
          return await call();
        };
        let steps = 0;
        while (steps < 500 && (await world.next(cancelling))) steps += 1;
        const sent = world.put().length;

        // One that came too late cancels nothing.
        const isCancelled = calls >= after && after > 0;
        const most = isCancelled ? atCancel + setting.pageEvents : sent;
        expect(sent).toBeLessThanOrEqual(most);
        expect(['cancelled', 'completed']).toContain((await world.replay(world.asked))!.state);
      }),
      { numRuns: propertyRuns(400, 60) },
    );
  });
});
