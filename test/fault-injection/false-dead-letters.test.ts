import { describe, expect, jest, test } from '@jest/globals';
import { workOff, type Backlog } from './fairness/false-dead-letters.ts';

// Minutes pass in seconds, on an idle machine.
jest.setTimeout(60_000);

/** A backlog that takes the function some two hours; a message that nobody takes is given up after one. */
const backlog: Omit<Backlog, 'bound'> = { messages: 240_000, batchSeconds: 50, concurrency: 2 };

describe('a backlog of healthy messages before a slow function', () => {
  test('is done to the last message with MaximumConcurrency, each received once', async () => {
    expect(await workOff({ ...backlog, bound: 'maximumConcurrency' })).toMatchObject({
      done: backlog.messages,
      deadLettered: 0,
      throttledInvocations: 0,
      mostReceives: 1,
    });
  });

  test('is dead-lettered in part with reserved concurrency alone, though no message is at fault', async () => {
    const run = await workOff({ ...backlog, bound: 'reservedConcurrency' });

    expect(run.throttledInvocations).toBeGreaterThan(0);
    expect(run.deadLettered).toBeGreaterThan(backlog.messages / 10);
    expect(run.done + run.deadLettered).toBe(backlog.messages);
  });
});

test('a function that keeps up dead-letters nothing either way', async () => {
  const light = { messages: 3_000, batchSeconds: 1, concurrency: 5 };

  expect(await workOff({ ...light, bound: 'maximumConcurrency' })).toMatchObject({ done: 3_000 });
  expect(await workOff({ ...light, bound: 'reservedConcurrency' })).toMatchObject({ done: 3_000 });
});
