import { expect, test } from '@jest/globals';
import { live } from './live.ts';
import { plainSetup, anEvent } from './planted-histories.ts';

test('what a PENDING source dropped before it was wrongly retired can be had once it is registered again', async () => {
  const publish = { kind: 'publish', messages: [[anEvent]] } as const;
  const { violations, receptions } = await live({
    setup: plainSetup('short'),
    steps: [
      { afterSeconds: 10, step: { kind: 'reconcile' } },
      { afterSeconds: 100, step: { kind: 'leave', wish: 0 } },
      { afterSeconds: 100, step: publish },
      { afterSeconds: 400, step: publish },
      { afterSeconds: 400, step: { kind: 'register', wish: 0 } },
    ],
    faults: [{ at: 'put', nth: 1, kind: 'entry of an unknown source', entry: 0 }],
    seed: 1,
  });

  expect(violations).toEqual([]);
  const [dropped, held] = [...receptions.values()];
  expect(dropped).toMatchObject({ received: 1, drops: [{}], heldMs: [] });
  expect(held).toMatchObject({ received: 1, drops: [], heldMs: [expect.any(Number)] });
});
