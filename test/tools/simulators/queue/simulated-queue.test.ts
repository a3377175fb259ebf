import { describe, expect, test } from '@jest/globals';
import { mapEventSource } from '../../../../tools/simulators/queue/event-source-mapping.ts';
import type { QueuedMessage } from '../../../../tools/simulators/queue/message.ts';
import { SimulatedQueue } from '../../../../tools/simulators/queue/simulated-queue.ts';
import { virtualClock } from '../../../../tools/simulators/virtual-clock.ts';

function aQueue() {
  const clock = virtualClock(0);
  const settings = { name: 'message', visibilityTimeoutMs: 360_000, maxReceiveCount: 3 };
  return { clock, queue: new SimulatedQueue(clock, settings) };
}

describe('the simulated queue', () => {
  test('shows a message when its delay is over', async () => {
    const { clock, queue } = aQueue();
    const seen: number[] = [];
    queue.onVisible(() => seen.push(clock.now()));
    queue.send({ body: 'one', delaySeconds: 900 });
    await clock.run();

    expect(seen).toEqual([900_000]);
    expect(queue.visible()).toBe(1);
  });

  test.each([901, -1, 0.5])('takes no delay of %s s', (delaySeconds) => {
    expect(() => aQueue().queue.send({ body: 'one', delaySeconds })).toThrow('delay');
  });

  test('dead-letters a message that comes back too often, and shows it a visibility time-out apart', async () => {
    const { clock, queue } = aQueue();
    const seen: number[] = [];
    queue.onVisible(() => {
      if (queue.receive(10).length > 0) seen.push(clock.now());
    });
    queue.send({ body: 'one' });
    await clock.run();

    expect(seen).toEqual([0, 360_000, 720_000]);
    expect(queue.redriven).toMatchObject([{ body: 'one', redrivenAtMs: 1_080_000 }]);
    expect(queue.waiting()).toBe(0);
  });

  test('shows what is deleted to nobody, wherever it is', async () => {
    const { clock, queue } = aQueue();
    const sent = ['in flight', 'visible', 'delayed'].map((body) =>
      queue.send({ body, delaySeconds: body === 'delayed' ? 9 : 0 }),
    );
    await clock.runUntil(clock.sleep(1));
    queue.receive(1);
    for (const { id } of sent) queue.delete(id);
    await clock.run();

    expect(queue.receive(10)).toEqual([]);
    expect([queue.visible(), queue.waiting()]).toEqual([0, 0]);
  });

  test('gives a message out a second time at once when it is exposed, and only then', async () => {
    const { clock, queue } = aQueue();
    const { id } = queue.send({ body: 'one' });
    await clock.runUntil(clock.sleep(1));
    expect(queue.receive(1)).toHaveLength(1);
    expect(queue.receive(1)).toHaveLength(0);
    queue.expose(id);

    expect(queue.receive(1)).toMatchObject([{ id, receives: 2 }]);
    await clock.run();
    expect(queue.visible()).toBe(1);
  });
});

describe('an event source mapping', () => {
  test('feeds no more invocations at once than it may, each with a full batch', async () => {
    const { clock, queue } = aQueue();
    let running = 0;
    const seen: number[] = [];
    const work = async (batch: readonly QueuedMessage[]) => {
      running += 1;
      seen.push(running);
      await clock.sleep(1_000);
      running -= 1;
      expect(batch).toHaveLength(10);
      return new Set<string>();
    };
    const settings = {
      functionName: 'a function',
      recursiveLoop: 'Terminate' as const,
      batchSize: 10,
      batchWindowSeconds: 1,
      maximumConcurrency: 2,
    };
    mapEventSource(clock, queue, settings, work);
    for (let message = 0; message < 100; message += 1) queue.send({ body: String(message) });
    await clock.run();

    expect(Math.max(...seen)).toBe(2);
    expect(seen).toHaveLength(10);
    expect(queue.waiting()).toBe(0);
  });

  test.each([
    ['a message alone waits for 20 seconds', [100], 2, [[120, 1]]],
    [
      'the next one after the window ends the wait',
      [100, 105, 106],
      2,
      [
        [105, 2],
        [126, 1],
      ],
    ],
    ['one within the window does not', [100, 101], 2, [[120, 2]]],
    ['a window longer than that is waited for', [100, 130], 60, [[160, 2]]],
    [
      'without a window nothing waits',
      [100, 105, 130],
      0,
      [
        [100, 1],
        [105, 1],
        [130, 1],
      ],
    ],
  ] as const)('on a quiet queue: %s', async (_, sent, windowSeconds, expected) => {
    expect(await batchesOf(sent, windowSeconds)).toEqual(expected);
  });
});

/** When batches of how many messages begin, in seconds, if messages are sent then. */
async function batchesOf(sentAtSeconds: readonly number[], batchWindowSeconds: number) {
  const { clock, queue } = aQueue();
  const begun: (readonly [number, number])[] = [];
  const settings = {
    functionName: 'a function',
    recursiveLoop: 'Terminate' as const,
    batchSize: batchWindowSeconds === 0 ? 10 : 1_000,
    batchWindowSeconds,
    maximumConcurrency: 2,
  };
  mapEventSource(clock, queue, settings, async (batch) => {
    begun.push([Math.round(clock.now() / 1000), batch.length]);
    return await Promise.resolve(new Set<string>());
  });
  for (const seconds of sentAtSeconds) {
    clock.at(seconds * 1000, () => queue.send({ body: '' }));
  }
  await clock.run();
  return begun;
}
