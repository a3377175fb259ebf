import { expect, test } from '@jest/globals';
import { walkDeadLetters, type Visited } from '../../../operate/dead-letters/walk.ts';
import { aDeadLetter, fakeDeadLetters } from '../support/a-dead-letter.ts';

const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => aDeadLetter({ id: `letter-${index}` }));

const leaveAll: Visited = { gone: new Set(), isEnough: false };
const never = new AbortController().signal;

test('every letter is shown once, and all that were left are visible again', async () => {
  const queue = fakeDeadLetters(letters(25));
  const seen: string[] = [];
  await walkDeadLetters(
    queue,
    async (shown) => {
      seen.push(...shown.map(({ id }) => id));
      return leaveAll;
    },
    never,
  );

  expect(seen).toEqual(letters(25).map(({ id }) => id));
  expect(queue.visible).toHaveLength(25);
});

test('one that is gone is not given back', async () => {
  const queue = fakeDeadLetters(letters(2));
  await walkDeadLetters(queue, async () => ({ ...leaveAll, gone: new Set(['letter-0']) }), never);

  expect(queue.events).toEqual(['gave back letter-1']);
});

test('a visitor that has seen enough ends it', async () => {
  const queue = fakeDeadLetters(letters(25));
  let visits = 0;
  await walkDeadLetters(
    queue,
    async () => {
      visits += 1;
      return { ...leaveAll, isEnough: true };
    },
    never,
  );

  expect(visits).toBe(1);
  expect(queue.visible).toHaveLength(25);
});

test('whatever ends it, what is held is given back', async () => {
  const queue = fakeDeadLetters(letters(3));
  const walk = walkDeadLetters(queue, () => Promise.reject(new Error('no')), never);

  await expect(walk).rejects.toThrow('no');
  expect(queue.visible).toHaveLength(3);
});

test('a stopped walk receives no more', async () => {
  const queue = fakeDeadLetters(letters(25));
  const stopping = new AbortController();
  const seen: string[] = [];
  await walkDeadLetters(
    queue,
    async (shown) => {
      seen.push(...shown.map(({ id }) => id));
      stopping.abort();
      return leaveAll;
    },
    stopping.signal,
  );

  expect(seen).toHaveLength(10);
  expect(queue.visible).toHaveLength(25);
});

test('letters that come again after their time are not shown again, and do not keep it going', async () => {
  const [letter] = letters(1);
  const queue = { ...fakeDeadLetters([]), receive: async () => [letter!] };
  let visits = 0;
  await walkDeadLetters(
    queue,
    async () => {
      visits += 1;
      return leaveAll;
    },
    never,
  );

  expect(visits).toBe(1);
});
