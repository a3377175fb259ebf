import { expect, test } from '@jest/globals';
import { live } from './live.ts';
import { leftInAPause } from './planted-histories.ts';

test('what was left in a pause stays so when the bus is gone, and the last check was before the pause', async () => {
  const { violations, receptions } = await live({
    ...leftInAPause,
    steps: [
      ...leftInAPause.steps.slice(0, -1),
      { afterSeconds: 1, step: { kind: 'leave', wish: 0 } },
    ],
  });

  const held = [...receptions.values()].filter(({ heldMs }) => heldMs.length > 0);
  expect(held.map(({ received }) => received)).toEqual([0, 0]);
  expect(violations).toEqual([]);
});
