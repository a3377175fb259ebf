import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recorderHandler } from '../../../lambdas/history/handler.ts';
import { eraseEverywhere } from '../../../operate/history/erase-everywhere.ts';
import { aDomainEvent, aMapping } from '../../support/domain-builders.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { startTestHistories } from '../../support/test-history.ts';

let histories: Awaited<ReturnType<typeof startTestHistories>>;
beforeAll(async () => {
  histories = await startTestHistories();
});
afterAll(() => histories.close());

/** A payload bucket with one detail of the tenant, and whatever is stored later. */
function aPayloadBucket() {
  let bytes = [2_000_000];
  const found = () => ({
    payloads: bytes.length,
    bytes: bytes.reduce((sum, one) => sum + one, 0),
  });
  return {
    store: (one: number) => bytes.push(one),
    bucket: {
      async erase(tenant: string) {
        const erased = tenant === 'acct1' ? found() : { payloads: 0, bytes: 0 };
        if (tenant === 'acct1') bytes = [];
        return erased;
      },
      count: async () => found(),
      usage: async () => new Map(),
    },
  };
}

/** A Region with one recorded event, one on the history queue, and one detail of a large event. */
async function aRegion(region: string) {
  const payloads = aPayloadBucket();
  const arriving = [3_000_000];
  const { sink, recorder, store, reader } = await histories.create(Date.now);
  const { tenant, sourceArn, generator } = aMapping();
  const send = async (id: string) => {
    const event = aDomainEvent({ id, generator });
    await sink.record([{ tenant, sourceArn, row: aHistoryRow({ eventId: id }), event }]);
  };
  const record = () => recorderHandler(recorder)(Date.now() + 60_000);
  await send('recorded');
  await record();
  await send('queued');
  let hasRecorded = false;
  return {
    record,
    history: {
      region,
      store,
      foreignBodies: () => 0,
      payloads: payloads.bucket,
      reader: {
        body: (...input: Parameters<typeof reader.body>) => reader.body(...input),
        recordingState: async () => ({
          ...(await reader.recordingState()),
          clearAtMs: hasRecorded ? 20_000 : 0,
        }),
      },
    },
    /** Runs the recorder, as it would after a while. */
    async clear() {
      for (const bytes of arriving.splice(0)) payloads.store(bytes);
      await record();
      hasRecorded = true;
    },
  };
}

const progress = { show: () => undefined, finish: () => undefined };

test('what is on the queue is awaited and erased, in every Region', async () => {
  const regions = [await aRegion('us-east-1'), await aRegion('eu-west-1')];
  const asked = { tenant: 'acct1', beforeMs: undefined, waitsForQueue: true };
  const pause = async () => {
    for (const region of regions) await region.clear();
  };
  const erased = await eraseEverywhere(
    regions.map(({ history }) => history),
    asked,
    { now: () => 1_000, pause, progress },
  );

  const whole = {
    chunks: 2,
    rows: 2,
    frames: 2,
    objects: 2,
    payloads: 2,
    payloadBytes: 5_000_000,
    left: { rows: 0, read: 0, payloads: 0 },
  };
  expect(erased).toEqual([
    { region: 'us-east-1', ...whole, isQueueErased: true },
    { region: 'eu-west-1', ...whole, isQueueErased: true },
  ]);
});

test('a recorder that is late for ten minutes is not awaited any longer', async () => {
  const { history, record } = await aRegion('us-east-1');
  let nowMs = 0;
  const pause = async (ms: number) => {
    nowMs += ms;
  };
  const asked = { tenant: 'acct1', beforeMs: undefined, waitsForQueue: true };
  const [erased] = await eraseEverywhere([history], asked, { now: () => nowMs, pause, progress });

  expect(erased).toMatchObject({ rows: 1, isQueueErased: false });
  expect(nowMs).toBe(600_000);
  await record();
  const soon = { ...asked, waitsForQueue: false };
  const [rest] = await eraseEverywhere([history], soon, { now: () => nowMs, pause, progress });
  expect(rest).toMatchObject({ rows: 1, left: { rows: 0 }, isQueueErased: null });
});

test('with one clock a run of the recorder that began now is enough', async () => {
  const { history } = await aRegion('us-east-1');
  const reader = {
    ...history.reader,
    recordingState: async () => ({ ...(await history.reader.recordingState()), clearAtMs: 1_000 }),
  };
  const pauses: number[] = [];
  const [erased] = await eraseEverywhere(
    [{ ...history, reader }],
    { tenant: 'acct1', beforeMs: undefined, waitsForQueue: true },
    {
      now: () => 1_000,
      pause: async (ms) => void pauses.push(ms),
      progress,
      recorder: { pollMs: 500, clocksDifferMs: 0 },
    },
  );

  expect(erased?.isQueueErased).toBe(true);
  expect(pauses).toEqual([]);
});
