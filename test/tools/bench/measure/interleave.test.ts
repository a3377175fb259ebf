import { expect, test } from '@jest/globals';
import { interleave } from '../../../../tools/bench/measure/interleave.ts';
import { watched } from '../../../../tools/bench/measure/watched.ts';

/** Variants that say when they ran. */
function variants(names: readonly string[]) {
  const order: string[] = [];
  const all = names.map((name) => ({
    name,
    run: async () => order.push(name),
  }));
  return { all, order };
}

test('variants take turns, each round another one first, and the warm-up does not count', async () => {
  const { all, order } = variants(['a', 'b', 'c']);

  const results = await interleave(all, 3);

  expect(order.join('')).toBe('cababcbcacab');
  expect([...results]).toEqual([
    ['a', [4, 9, 11]],
    ['b', [5, 7, 12]],
    ['c', [6, 8, 10]],
  ]);
});

test('the watcher is notified of each run before it begins', async () => {
  const shown: string[] = [];
  const { all, order } = variants(['a', 'b']);

  await interleave(
    watched(all, 2, (text) => shown.push(`${text} after ${order.length}`)),
    2,
  );

  expect(shown).toEqual([
    'warm-up, b after 0',
    'warm-up, a after 1',
    'round 1 of 2, a after 2',
    'round 1 of 2, b after 3',
    'round 2 of 2, b after 4',
    'round 2 of 2, a after 5',
  ]);
});
