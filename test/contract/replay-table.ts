/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Replay } from '../../lambdas/domain/history/replay.ts';
import type { ReplayTable, ReplayTurns } from '../../lambdas/ports/replays.ts';
import { aMapping } from '../support/domain-builders.ts';
import { aReplay, aReplayRun } from '../support/replay-builders.ts';

/** What every table of replays must do; `emptyTable` makes one without anything. */
export function replayTableContract(emptyTable: () => Promise<ReplayTable>): void {
  const tableWith = async (...replays: readonly Replay[]) => {
    const table = await emptyTable();
    for (const replay of replays) await table.create(replay);
    return table;
  };
  const full = aReplay({
    kind: 'resend',
    detailTypes: ['push'],
    events: ['ä/ö', ''],
    maxPerSecond: 0.5,
    passed: [
      { replay: 'r', fromMs: 1, toMs: 2, cursor: {}, within: {} },
      {
        replay: 's',
        fromMs: 1,
        toMs: 2,
        doubt: { fromMs: 3, toMs: 4 },
        cursor: { 'us-east-1': '1793000000000#000000' },
        within: { 'us-east-1': { position: '1793000000000#000001', rows: 1 } },
      },
    ],
    doubt: { fromMs: 3, toMs: 4 },
    state: 'running',
    progress: { planned: 9, sent: 1, failed: 2, filtered: 3, withoutBody: 4 },
    cursor: { 'us-east-1': '1793000000000#000001' },
    startedAt: '2026-11-21T19:00:00.000Z',
    run: aReplayRun({
      untilMs: 5,
      within: { 'eu-west-1': { position: '1793000000000#000002', rows: 7 } },
      seen: 'abc',
      calls: { calls: 2, changedAtMs: 1, restUntilMs: 2 },
      pace: { events: -0.25, atMs: 3 },
    }),
  });

  describe('a replay', () => {
    test('is found as it was created', async () => {
      const table = await tableWith(full);

      expect(await table.find('acct1', full.id)).toEqual(full);
      expect(await table.find('acct1', 'another')).toBeUndefined();
    });

    test('is created once', async () => {
      const table = await tableWith(full);

      expect(await table.create(aReplay({ id: full.id }))).toBe('exists');
      expect(await table.create(aReplay({ id: 'another' }))).toBe('created');
      expect(await table.find('acct1', full.id)).toEqual(full);
    });

    test('is its tenant’s own', async () => {
      const table = await tableWith(full);
      const foreign = aReplay({}, aMapping({ tenant: 'acct2', generator: 'acct2/repo1' }));

      expect(await table.find('acct2', full.id)).toBeUndefined();
      expect(await table.create({ ...foreign, id: full.id })).toBe('created');
      expect(await table.requestCancel('acct2', full.id)).toBe('requested');
      expect(await table.find('acct1', full.id)).toEqual(full);
    });

    test('is written for the version that was read, and for no other', async () => {
      const table = await tableWith(aReplay());
      const next = aReplay({ state: 'running', version: 2, run: aReplayRun({ untilMs: 5 }) });

      expect(await table.save(next)).toBe('saved');
      expect(await table.save(next)).toBe('superseded');
      expect(await table.save(aReplay({ version: 4 }))).toBe('superseded');
      expect(await table.find('acct1', next.id)).toEqual(next);
      const without = aReplay({ version: 3, run: aReplayRun() });
      expect(await table.save(without)).toBe('saved');
      expect(await table.find('acct1', next.id)).toEqual(without);
      expect(await table.save(aReplay({ id: 'absent', version: 2 }))).toBe('superseded');
    });

    test('is written once if several write the same version', async () => {
      const table = await tableWith(aReplay());
      const writes = [1, 2, 3, 4].map(
        async (planned) =>
          await table.save(aReplay({ version: 2, progress: { ...full.progress, planned } })),
      );

      expect((await Promise.all(writes)).filter((one) => one === 'saved')).toHaveLength(1);
    });
  });

  describe('its end', () => {
    test('can be asked for, and is not forgotten when its progress is written', async () => {
      const table = await tableWith(aReplay());
      expect(await table.requestCancel('acct1', full.id)).toBe('requested');
      expect(await table.requestCancel('acct1', full.id)).toBe('requested');
      expect(await table.save(aReplay({ version: 2, state: 'running' }))).toBe('saved');

      expect(await table.find('acct1', full.id)).toEqual(
        aReplay({ version: 2, state: 'running', isCancelRequested: true }),
      );
    });

    test.each(['completed', 'cancelled', 'ended'] as const)(
      'cannot be asked for when it is %s',
      async (state) => {
        const endedAt = '2026-11-21T19:30:00.000Z';
        const table = await tableWith(aReplay({ state, endedAt, endReason: 'why' }));

        expect(await table.requestCancel('acct1', full.id)).toBe('over');
        expect(await table.find('acct1', full.id)).not.toHaveProperty('isCancelRequested');
      },
    );

    test('of one that does not exist cannot be asked for', async () => {
      const table = await emptyTable();

      expect(await table.requestCancel('acct1', full.id)).toBe('absent');
      expect(await table.find('acct1', full.id)).toBeUndefined();
    });
  });

  describe('a list', () => {
    const other = aMapping({ generator: 'acct1/repo2' });
    const many = Array.from({ length: 7 }, (_, index) =>
      aReplay({ id: `17930000000${index}0-x` }, index % 2 === 0 ? aMapping() : other),
    );
    const newestFirst = idsOf(many).toReversed();

    test('has a tenant’s replays, the newest first', async () => {
      const table = await tableWith(
        ...many,
        aReplay({ id: '1' }, aMapping({ tenant: 'acct2', generator: 'acct2/repo1' })),
      );

      expect(await table.list('acct1', { limit: 7 })).toEqual({ replays: many.toReversed() });
      expect(await table.list('acct3', { limit: 7 })).toEqual({ replays: [] });
    });

    test('has a source’s own', async () => {
      const table = await tableWith(...many);
      const { sourceArn } = other;
      const { replays } = await table.list('acct1', { limit: 7, sourceArn });

      expect(idsOf(replays)).toEqual([5, 3, 1].map((index) => many[index]?.id));
    });

    test.each([1, 2, 3])('is read in pages of %d', async (limit) => {
      const table = await tableWith(...many);
      const { sourceArn } = aMapping();
      for (const query of [{}, { sourceArn }]) {
        const found: string[] = [];
        let after: string | undefined;
        do {
          const page = await table.list('acct1', { limit, ...query, ...(after && { after }) });
          expect(page.replays.length).toBeLessThanOrEqual(limit);
          found.push(...idsOf(page.replays));
          after = page.next;
        } while (after !== undefined);
        const expected =
          'sourceArn' in query ? newestFirst.filter((_, at) => at % 2 === 0) : newestFirst;
        expect(found).toEqual(expected);
      }
    });

    test('leaves out what only the function needs', async () => {
      const table = await tableWith(full);
      const { run: _, ...rest } = full;

      expect(await table.list('acct1', { limit: 1 })).toEqual({ replays: [rest] });
    });
  });
}

/** What all turns must do; `noTurnsYet` makes some that nobody has asked for. */
export function replayTurnsContract(noTurnsYet: () => Promise<ReplayTurns>): void {
  const limits = { nowMs: 0, maxRunning: 2 };

  test('a few replays of a Region get a turn, until they give it back', async () => {
    const turns = await noTurnsYet();
    const ask = async (replay: string, region = 'us-east-1') =>
      await turns.ask(region, turn(replay), limits);
    const asked: string[] = [];
    for (const one of ['a', 'b', 'c', 'a']) asked.push(await ask(one));
    expect(asked).toEqual(['granted', 'granted', 'wait', 'granted']);
    expect(await ask('c', 'eu-west-1')).toBe('granted');

    await turns.giveBack('us-east-1', 'a');
    await turns.giveBack('us-east-1', 'unknown');
    expect(await ask('c')).toBe('granted');
  });

  test('as many as may get a turn if they ask at once', async () => {
    const turns = await noTurnsYet();
    const asked = await Promise.all(
      ['a', 'b', 'c'].map(async (one) => await turns.ask('us-east-1', turn(one), limits)),
    );

    expect(asked.filter((one) => one === 'granted')).toHaveLength(2);
  });
}

const idsOf = (replays: readonly Replay[]) => replays.map(({ id }) => id);

const turn = (replay: string) => ({ replay, sourceArn: `source of ${replay}`, untilMs: 100 });
