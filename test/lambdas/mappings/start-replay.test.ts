import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { missedRequest, newReplay } from '../../../lambdas/domain/history/new-replay.ts';
import { isOver, type ReplayRequest } from '../../../lambdas/domain/history/replay.ts';
import { sendMissedOnceActive } from '../../../lambdas/mappings/send-missed-once-active.ts';
import { startReplay } from '../../../lambdas/mappings/start-replay.ts';
import { aroundCalls } from '../../support/around-calls.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakeMappingControls } from '../../support/fake-mapping-controls.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakeReplays } from '../../support/fake-replays.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const missedSince = '2026-11-20T00:00:00.000Z';
const missedUntil = '2026-11-21T19:00:00.000Z';
const replayOf = (id: string) =>
  newReplay(missedRequest({ ...aMapping(), missedSince }, testNowMs), {
    id,
    kind: 'replay',
    startedBy: 'somebody',
    nowMs: testNowMs,
  });

const neverWritten = async () => await Promise.reject(new Error());

/** Services that crash before a replay is written. */
function crashing({ services }: ReturnType<typeof fakeReplays>) {
  return { ...services, replays: { ...services.replays, create: neverWritten } };
}

describe('a source has one replay at a time', () => {
  test('in whatever order several are started, and end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isFirstOver) => {
        const replays = fakeReplays();
        await startReplay(replayOf('0'), replays.services, testNowMs);
        if (isFirstOver) await replays.change('0', { state: 'completed' });
        const inTurn = <T extends object>(port: T) =>
          aroundCalls(port, async () => await scheduler.schedule(Promise.resolve()));
        const { services } = replays;
        const starting = ['1', '2', '3'].map(
          async (id) =>
            await startReplay(
              replayOf(id),
              {
                ...services,
                replays: inTurn(services.replays),
                replayClaims: inTurn(services.replayClaims),
              },
              testNowMs,
            ),
        );
        await scheduler.waitFor(Promise.all(starting));

        const open = replays.all().filter((replay) => !isOver(replay));
        expect(open).toHaveLength(1);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test('and a claim whose replay was never written is given up after a minute', async () => {
    const replays = fakeReplays();
    await replays.services.replayClaims.claim(aMapping(), { id: 'crashed', atMs: testNowMs });
    const later = (ms: number) => startReplay(replayOf('1'), replays.services, testNowMs + ms);

    expect(await later(59_999)).toEqual({ kind: 'running', id: 'crashed' });
    expect(await later(60_000)).toMatchObject({ kind: 'started' });
  });
});

const passedIn = (replays: ReturnType<typeof fakeReplays>, id: string) =>
  replays
    .all()
    .find((one) => one.id === id)
    ?.passed?.map(({ replay, cursor }) => [replay, cursor]);
const rangeOf = (id: string) => {
  const { passed: _, ...range } = replayOf(id);
  return range;
};

describe('a replay of missed events leaves out what was sent', () => {
  const stopped = {
    state: 'ended',
    progress: { planned: 2, sent: 1, failed: 0, filtered: 0, withoutBody: 0 },
    cursor: { 'us-east-1': 'somewhere' },
  } as const;
  async function afterOneThatWasStopped() {
    const replays = fakeReplays();
    await startReplay(replayOf('1'), replays.services, testNowMs);
    await replays.change('1', stopped);
    return replays;
  }

  test('by the one before it', async () => {
    const replays = await afterOneThatWasStopped();
    await startReplay(replayOf('2'), replays.services, testNowMs);

    expect(passedIn(replays, '1')).toEqual([]);
    expect(passedIn(replays, '2')).toEqual([['1', stopped.cursor]]);
  });

  test('by all before it', async () => {
    const replays = await afterOneThatWasStopped();
    await startReplay(replayOf('2'), replays.services, testNowMs);
    await replays.change('2', { ...stopped, cursor: {} });
    await startReplay(replayOf('3'), replays.services, testNowMs);

    expect(passedIn(replays, '3')).toEqual([
      ['1', stopped.cursor],
      ['2', {}],
    ]);
  });

  test('even if its customer has replayed a range in between, which knows nothing of it', async () => {
    const replays = await afterOneThatWasStopped();
    await startReplay(rangeOf('2'), replays.services, testNowMs);
    await replays.change('2', stopped);
    await startReplay(replayOf('3'), replays.services, testNowMs);

    expect(passedIn(replays, '2')).toBeUndefined();
    expect(passedIn(replays, '3')).toEqual([['1', stopped.cursor]]);
  });

  test('even if another one crashed before it was written', async () => {
    const replays = await afterOneThatWasStopped();
    await startReplay(replayOf('2'), crashing(replays), testNowMs).catch(() => undefined);
    await startReplay(replayOf('3'), replays.services, testNowMs + 60_000);

    expect(passedIn(replays, '3')).toEqual([['1', stopped.cursor]]);
  });

  test('even if it crashed itself, and is started again', async () => {
    const replays = await afterOneThatWasStopped();
    await startReplay(replayOf('2'), crashing(replays), testNowMs).catch(() => undefined);
    await startReplay(replayOf('2'), replays.services, testNowMs);

    expect(passedIn(replays, '2')).toEqual([['1', stopped.cursor]]);
  });

  test('and is planned without it', async () => {
    const replays = await afterOneThatWasStopped();
    const planned: unknown[] = [];
    const plan = async (request: ReplayRequest) => {
      planned.push(request.passed?.length);
      return 7;
    };
    await startReplay(replayOf('2'), { ...replays.services, plan }, testNowMs);

    expect(planned).toEqual([1]);
    expect(replays.all()[1]?.progress.planned).toBe(7);
  });
});

describe('what is sent once a source is ACTIVE', () => {
  function aSource(fields = {}) {
    const mapping = aMapping({ missedSince, missedUntil, sendsMissedOnceActive: true, ...fields });
    const mappings = fakeMappingTable(mapping);
    const replays = fakeReplays();
    const log = fakeLog();
    const controls = fakeMappingControls(mappings);
    const find = async () => mappings.all()[0];
    const services = { ...replays.services, controls, log, find, settleSeconds: 120 };
    return { mappings, replays, log, services };
  }

  test('is sent by one replay, whoever crashes when, and however many look at once', async () => {
    const calls = ['create', 'claim', 'control', 'find'];
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom(...calls),
        fc.constantFrom('before', 'after'),
        async (scheduler, crashAt, crashWhen) => {
          const { mappings, replays, services } = aSource();
          const wrapped = <T extends object>(port: T, crashes: boolean) =>
            aroundCalls(port, async (method, when) => {
              await scheduler.schedule(Promise.resolve());
              if (crashes && method === crashAt && when === crashWhen) {
                await new Promise(() => undefined);
              }
            });
          const look = async (crashes: boolean) =>
            await sendMissedOnceActive(
              {
                ...services,
                replays: wrapped(services.replays, crashes),
                replayClaims: wrapped(services.replayClaims, crashes),
                controls: wrapped(services.controls, crashes),
              },
              testNowMs,
            );
          void look(true);
          await scheduler.waitFor(Promise.all([look(false), look(false)]));
          // A claim that a crash has left is given up after a minute.
          await sendMissedOnceActive(services, testNowMs + 60_000);

          expect(replays.all()).toHaveLength(1);
          expect(mappings.all()[0]).not.toHaveProperty('sendsMissedOnceActive');
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test('waits while another replay of the source is not over', async () => {
    const { replays, services, mappings } = aSource();
    await startReplay(replayOf('1'), replays.services, testNowMs);

    expect(await sendMissedOnceActive(services, testNowMs)).toBe('later');
    expect(mappings.all()[0]).toMatchObject({ sendsMissedOnceActive: true });
    await replays.change('1', { state: 'completed' });
    expect(await sendMissedOnceActive(services, testNowMs)).toBe('done');
    expect(replays.all()).toHaveLength(2);
  });

  test.each([
    ['PENDING', { state: 'PENDING' }],
    ['paused', { pausedAt: missedSince }],
  ])('waits while the source is %s', async (_, fields) => {
    const { replays, services, mappings } = aSource(fields);
    await sendMissedOnceActive(services, testNowMs);

    expect(replays.all()).toEqual([]);
    expect(mappings.all()[0]).toMatchObject({ sendsMissedOnceActive: true });
  });

  test('is nothing if somebody has decided about it since', async () => {
    const { replays, services, mappings } = aSource();
    const { missedSince: _, ...decided } = mappings.all()[0]!;
    mappings.put(decided);

    expect(await sendMissedOnceActive(services, testNowMs)).toBe('done');
    expect(replays.all()).toEqual([]);
    expect(mappings.all()[0]).not.toHaveProperty('sendsMissedOnceActive');
  });

  test('is sent later if the table cannot be reached', async () => {
    const { services, log } = aSource();

    expect(
      await sendMissedOnceActive(
        { ...services, find: async () => await Promise.reject(new Error('x')) },
        testNowMs,
      ),
    ).toBe('later');
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });
});
