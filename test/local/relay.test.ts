import { expect, test } from '@jest/globals';
import { isSettled } from '../../local/relay.ts';

const empty = { visible: 0, inFlight: 0, delayed: 0 };

function aCloud({ retries = empty, stopped = 0, isIdle = true } = {}) {
  return {
    functions: { isIdle: () => isIdle, stoppedLoops: () => ({ 'fan-out': 0, retry: stopped }) },
    queues: { events: { census: () => empty }, retries: { census: () => retries } },
  };
}

test.each([
  ['everything is done with', {}, true],
  ['a function runs', { isIdle: false }, false],
  ['a message waits', { retries: { ...empty, visible: 1 } }, false],
  ['a retry waits for its time', { retries: { ...empty, delayed: 1 } }, false],
  ['a message was given back', { retries: { ...empty, inFlight: 1 } }, false],
  [
    'a loop was stopped, which comes back',
    { retries: { ...empty, inFlight: 1 }, stopped: 1 },
    true,
  ],
  [
    'a loop was stopped, and another waits',
    { retries: { ...empty, delayed: 1 }, stopped: 1 },
    false,
  ],
])('whether a run is over when %s', (_, cloud, isOver) => {
  expect(isSettled(aCloud(cloud))).toBe(isOver);
});
