import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { WireRow } from '../../../lambdas/domain/history/wire.ts';
import { recorderHandler, type RunOptions } from '../../../lambdas/history/handler.ts';
import type { RecorderState } from '../../../lambdas/domain/history/recorder-state.ts';
import type {
  HistoryQueue,
  RecorderServices,
  RecorderTable,
} from '../../../lambdas/ports/recorder.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import {
  fakeHistoryQueue,
  fakeRecorderServices,
  fakeRecorderTable,
} from '../../support/fake-recorder.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const minuteMs = 60_000;

function aWireRow(eventId: string, fields: Partial<WireRow> = {}): WireRow {
  return { tenant: 'acct1', sourceArn: 'arn', row: aHistoryRow({ eventId }), ...fields };
}

/** A recorder on fakes, whose clock only moves from run to run. */
function aRecorder({
  confirms = () => true,
  chunksInTime = () => Infinity,
}: {
  readonly confirms?: () => boolean;
  readonly chunksInTime?: () => number;
} = {}) {
  let nowMs = testNowMs;
  const queue = fakeHistoryQueue(confirms);
  const table = fakeRecorderTable(chunksInTime);
  const services = fakeRecorderServices({ queue, table, now: () => nowMs });
  return {
    queue,
    table,
    services,
    /** A minute's run; messages that nobody deleted are visible again. */
    run: async (other: RecorderServices = services, options?: RunOptions) => {
      nowMs += minuteMs + 10_000;
      queue.showAll();
      return await recorderHandler(other)(nowMs + minuteMs, options);
    },
    seen: () => table.seen().map(({ row }) => row.eventId),
    now: () => nowMs,
  };
}

describe('a run of the recorder', () => {
  test('records what is on the queue, and says that nothing is left', async () => {
    const { queue, run, seen, table, now } = aRecorder();
    queue.send([aWireRow('a'), aWireRow('b', { sourceArn: 'other' })]);
    queue.send([aWireRow('c', { text: 0 })]);
    const report = await run();

    expect(seen().toSorted()).toEqual(['a', 'b', 'c']);
    expect(report).toEqual({
      isBusy: false,
      isDeferred: false,
      messages: 2,
      rows: 3,
      chunks: 2,
      rounds: 1,
      unreadable: 0,
      givenUp: 0,
      delayMs: now() - aHistoryRow().atMs,
      isIncomplete: false,
      isClear: true,
    });
    expect(queue.size()).toBe(0);
    expect(table.state()).toMatchObject({ clearAtMs: now(), leaseUntilMs: 0, isPending: false });
    expect(table.rememberedRounds()).toEqual([]);
  });

  test('leaves some messages to the next one, if another follows', async () => {
    const { queue, run, services, seen } = aRecorder();
    const mayDefer = { mayDefer: true };
    await run(services, mayDefer);
    for (let index = 0; index < 40; index += 1) queue.send([aWireRow(String(index))]);

    expect(await run(services, mayDefer)).toMatchObject({ isDeferred: true, messages: 0 });
    expect(queue.size()).toBe(40);
    expect(await run(services, mayDefer)).toMatchObject({ isDeferred: false, messages: 40 });
    expect(seen()).toHaveLength(40);
  });

  test('records all at once that somebody has asked for', async () => {
    const { queue, run } = aRecorder();
    await run();
    for (let index = 0; index < 40; index += 1) queue.send([aWireRow(String(index))]);

    expect(await run()).toMatchObject({ isDeferred: false, messages: 40, isClear: true });
  });

  test('gives the text that came with a row its place', async () => {
    const { queue, run, table } = aRecorder();
    queue.send([aWireRow('a', { text: 0 }), aWireRow('b')]);
    await run();

    expect(table.seen().map(({ row }) => row.body?.key)).toEqual(['bodies/1', undefined]);
  });

  test('does nothing while another one has the lease', async () => {
    const { queue, run, services, table, seen } = aRecorder();
    queue.send([aWireRow('a')]);
    await table.save({
      ...table.state(),
      version: 1,
      leaseUntilMs: services.now() + 10 * minuteMs,
    });

    expect(await run()).toMatchObject({ isBusy: true, rows: 0 });
    expect(seen()).toEqual([]);
  });

  test('goes on when the answer to a write was lost, and the call was repeated', async () => {
    const { queue, table, run, services, seen } = aRecorder();
    queue.send([aWireRow('a')]);
    let saves = 0;
    const save: RecorderTable['save'] = async (state) => {
      const saved = await table.save(state);
      saves += 1;
      return saves === 1 ? saved : 'superseded';
    };

    const report = await run({ ...services, table: { ...table, save } });

    expect(report).toMatchObject({ rows: 1, isClear: true, isIncomplete: false });
    expect(seen()).toEqual(['a']);
    expect(table.state()).toMatchObject({ leaseUntilMs: 0, isPending: false });
  });

  test('has not found all if a message that a killed run had received comes back at its end', async () => {
    const { queue, table, run, services, seen } = aRecorder();
    queue.send([aWireRow('a')]);
    const load = async () => {
      await queue.receive();
      return await table.load();
    };
    const receive = async () => {
      const received = await queue.receive();
      if (received.length === 0) queue.showAll();
      return received;
    };
    const afterKilled = { ...services, table: { ...table, load }, queue: { ...queue, receive } };

    expect(await run(afterKilled)).toMatchObject({ rows: 0, isClear: false });
    expect(await run()).toMatchObject({ rows: 1, isClear: true });
    expect(seen()).toEqual(['a']);
  });

  test('goes on in rounds while there is more than one round may hold', async () => {
    const { queue, run, seen } = aRecorder();
    for (let index = 0; index < 100; index += 1) queue.send([aWireRow(`e${index}`)]);
    const { rounds } = await run();

    expect(new Set(seen()).size).toBe(100);
    expect(seen()).toHaveLength(100);
    expect(rounds).toBe(3);
  });

  test('leaves a poison message to its queue, and records the others', async () => {
    const { queue, run, seen, services } = aRecorder();
    queue.send([aWireRow('a')]);
    queue.sendPoison();
    queue.send([aWireRow('b')]);

    expect(await run()).toMatchObject({ unreadable: 1, messages: 2, isClear: true });
    expect(seen()).toEqual(['a', 'b']);
    expect(queue.size()).toBe(1);
    expect(services.log.lines).toMatchObject([{ level: 'error' }]);
  });

  test('leaves a message to its queue whose texts cannot be unpacked', async () => {
    const { queue, run, seen, services } = aRecorder();
    queue.send([aWireRow('a', { text: 0 })]);
    queue.send([aWireRow('b')]);
    const report = await run({
      ...services,
      unpack(body) {
        const content = services.unpack(body);
        return content.texts.length === 0 ? content : { ...content, unpackTexts: failToUnpack };
      },
    });

    expect(report).toMatchObject({ unreadable: 1, messages: 1 });
    expect(seen()).toEqual(['b']);
  });

  test('does not record a message again whose deletion was not confirmed', async () => {
    let confirms = false;
    const { queue, run, seen, table } = aRecorder({ confirms: () => confirms });
    queue.send([aWireRow('a')]);
    await run();
    expect(table.rememberedRounds()).toHaveLength(1);
    await run();
    expect(seen()).toEqual(['a']);
    confirms = true;
    await run();

    expect(seen()).toEqual(['a']);
    expect(queue.size()).toBe(0);
    expect(table.rememberedRounds()).toEqual([]);
  });

  test('gives a round up that cannot be written in time, and records it later, in smaller parts', async () => {
    let chunksInTime = 1;
    const { queue, run, seen, table } = aRecorder({ chunksInTime: () => chunksInTime });
    queue.send([aWireRow('a'), aWireRow('b', { sourceArn: 'other' })]);

    expect(await run()).toMatchObject({ isIncomplete: true, isClear: false, givenUp: 1, rows: 0 });
    expect(seen()).toEqual([]);
    expect(table.state().share).toBe(0.5);
    chunksInTime = Infinity;
    await run();
    expect(seen().toSorted()).toEqual(['a', 'b']);
  });

  test('does not take one answer with new messages alone for the end of the queue', async () => {
    const { queue, run, seen, services, now } = aRecorder();
    // SQS puts what was received three times behind what is newer, and an answer may be of some servers only.
    const answers = [['new'], ['newer'], ['old'], ['newest'], []];
    const unordered = {
      ...queue,
      async receive() {
        return (answers.shift() ?? []).map((eventId) => ({
          messageId: eventId,
          receiptHandle: eventId,
          sentAtMs: eventId === 'old' ? 0 : now() + 1,
          body: JSON.stringify([aWireRow(eventId)]),
        }));
      },
    };
    const report = await run({
      ...services,
      queue: unordered,
      limits: { ...services.limits, receivesInFlight: 1 },
    });

    expect(seen().toSorted()).toEqual(['new', 'newer', 'newest', 'old']);
    expect(report).toMatchObject({ isIncomplete: false, isClear: true, rounds: 1 });
  });

  test('that dies for want of memory is followed by smaller ones, until all is recorded', async () => {
    const { queue, run, seen, services } = aRecorder();
    const ids = Array.from({ length: 100 }, (_, index) => `event-${index}`);
    for (const id of ids) queue.send([aWireRow(id)]);
    const mostHeld = 20;
    let held = 0;
    let death = Promise.withResolvers<'died'>();
    const mortal: RecorderServices = {
      ...services,
      queue: {
        ...queue,
        async receive() {
          const messages = await queue.receive();
          held += messages.length;
          if (held <= mostHeld) return messages;
          death.resolve('died');
          return await new Promise(() => undefined);
        },
      },
      table: {
        ...services.table,
        async writeChunks(...input) {
          held = 0;
          return await services.table.writeChunks(...input);
        },
      },
    };
    let deaths = 0;
    for (let runs = 0; runs < 10 && seen().length < ids.length; runs += 1) {
      held = 0;
      death = Promise.withResolvers();
      if ((await Promise.race([run(mortal), death.promise])) === 'died') deaths += 1;
    }

    expect(deaths).toBeGreaterThan(0);
    expect(seen().toSorted()).toEqual(ids.toSorted());
  });

  test('commits what it has when the queue does not answer any more', async () => {
    const { queue, run, seen, services } = aRecorder();
    queue.send([aWireRow('a')]);
    let calls = 0;
    const flaky = {
      ...queue,
      async receive() {
        calls += 1;
        if (calls > 1) throw new Error('no answer');
        return await queue.receive();
      },
    };
    const report = await run({
      ...services,
      queue: flaky,
      limits: { ...services.limits, receivesInFlight: 1 },
    });

    expect(report).toMatchObject({ isIncomplete: true, isClear: false, rows: 1 });
    expect(seen()).toEqual(['a']);
  });

  test('shows every row once, wherever earlier ones crashed', async () => {
    const anyCrash = fc.record({ call: fc.nat(25), isDone: fc.boolean(), rows: fc.nat(60) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCrash, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.boolean()),
        async (crashes, confirmations) => {
          let isCalm = false;
          const confirms = () => isCalm || confirmations.next().value === true;
          const { queue, run, seen, services } = aRecorder({ confirms });
          const expected: string[] = [];
          for (const [turn, { call, isDone, rows }] of crashes.entries()) {
            for (let row = 0; row < rows; row += 1) {
              const eventId = `${turn}-${row}`;
              expected.push(eventId);
              queue.send([aWireRow(eventId, { sourceArn: `arn ${row % 3}` })]);
            }
            await run(crashingAt(call, isDone, services)).catch(() => undefined);
            expect(new Set(seen()).size).toBe(seen().length);
          }
          isCalm = true;
          await run();
          await run();
          expect(seen().toSorted()).toEqual(expected.toSorted());
          expect(queue.size()).toBe(0);
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });
});

function failToUnpack(): never {
  throw new Error('damaged');
}

/** The same services until the n-th call; nothing works any more after it. It is done itself, or not. */
function crashingAt(call: number, isDone: boolean, services: RecorderServices): RecorderServices {
  let calls = 0;
  const crashing =
    <G extends readonly unknown[], A>(method: (...given: G) => Promise<A>) =>
    async (...given: G): Promise<A> => {
      calls += 1;
      if (calls > call + 1 || (calls === call + 1 && !isDone)) throw new Error('crashed');
      const answer = await method(...given);
      if (calls > call) throw new Error('crashed');
      return answer;
    };
  const { queue, table } = services;
  return {
    ...services,
    queue: {
      receive: crashing(() => queue.receive()),
      delete: crashing((messages: Parameters<HistoryQueue['delete']>[0]) => queue.delete(messages)),
      countWaiting: crashing(() => queue.countWaiting()),
      countHidden: crashing(() => queue.countHidden()),
    },
    table: {
      load: crashing(() => table.load()),
      save: crashing((state: RecorderState) => table.save(state)),
      writeChunks: crashing((...given: Parameters<RecorderTable['writeChunks']>) =>
        table.writeChunks(...given),
      ),
      loadMessageIds: crashing(() => table.loadMessageIds()),
      keepMessageIds: crashing((roundMs: number, ids: readonly string[]) =>
        table.keepMessageIds(roundMs, ids),
      ),
    },
  };
}
