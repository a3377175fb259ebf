import { expect, test } from '@jest/globals';
import { newCleanUp } from '../../../operate/probe/clean-up.ts';

const remove = async () => {
  throw Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' });
};
const noWait = async () => undefined;

test('what was made last is removed first', async () => {
  const removed: string[] = [];
  const cleanUp = newCleanUp(noWait);
  for (const what of ['source', 'bus', 'rule']) {
    cleanUp.add({ what, remove: async () => void removed.push(what) });
  }

  expect(await cleanUp.run()).toEqual([]);
  expect(removed).toEqual(['rule', 'bus', 'source']);
});

test('a passing failure is waited out', async () => {
  let attempts = 0;
  const cleanUp = newCleanUp(noWait);
  cleanUp.add({
    what: 'source',
    async remove() {
      attempts += 1;
      if (attempts < 3) throw new Error('busy');
    },
  });

  expect(await cleanUp.run()).toEqual([]);
  expect(attempts).toBe(3);
});

test('what cannot be removed is named, and does not stop the rest', async () => {
  let isRemoved = false;
  const cleanUp = newCleanUp(noWait);
  cleanUp.add({ what: 'source a', remove: async () => void (isRemoved = true) });
  cleanUp.add({ what: 'queue b', remove });

  expect(await cleanUp.run()).toEqual(['queue b is left: AccessDeniedException: not allowed']);
  expect(isRemoved).toBe(true);
});
