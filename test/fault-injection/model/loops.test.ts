import { expect, test } from '@jest/globals';
import type { TimedStep } from './history.ts';
import { live } from './live.ts';
import type { PlannedElement } from './published.ts';

test('a stream of messages that are divided one after the other is never taken for a loop', async () => {
  const event: PlannedElement = {
    kind: 'event',
    generator: 'a/1',
    detailType: 'push',
    filling: 10,
    hasTime: true,
  };
  // Parts of one message come in a batch with the next message, which sends their count of rounds on.
  const publishing: TimedStep = {
    afterSeconds: 0.3,
    step: { kind: 'publish', messages: [[event, event]] },
  };
  const { violations, invocations } = await live({
    setup: {
      policy: 'short',
      limits: 'standard',
      calls: 'usual',
      maxDeliveriesPerMessage: 1,
      windowEntries: 1_000,
      // With ten there would be no window, in which parts and the next message meet.
      batchSize: 11,
      orphan: { orphan: 'report', orphanGraceHours: 0 },
      skewMinutes: [0],
      registered: [{ wish: 0, isAccepted: true }],
    },
    steps: Array.from({ length: 600 }, () => publishing),
    faults: [],
    seed: 1,
  });

  expect(violations).toEqual([]);
  const rounds = invocations.flatMap(({ of, round }) => (of === 'fan-out' ? round : []));
  expect(Math.max(...rounds)).toBeGreaterThan(16);
});
