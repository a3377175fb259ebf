import { expect, test } from '@jest/globals';
import { walkDeadLetters, type Visited } from '../../../operate/dead-letters/walk.ts';
import { aDeadLetter, fakeDeadLetters } from '../support/a-dead-letter.ts';

const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => aDeadLetter({ id: `letter-${index}` }));

const leaveAll: Visited = { removed: new Set(), isDone: false };
const never = new AbortController().signal;

test('every dead letter is visited once, and all that were left are visible again', async () => {
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

test('a removed one is not given back', async () => {
  const queue = fakeDeadLetters(letters(2));
  await walkDeadLetters(
    queue,
    async () => ({ ...leaveAll, removed: new Set(['letter-0']) }),
    never,
  );

  expect(queue.events).toEqual(['gave back letter-1']);
});

test('a visitor that is done ends the walk', async () => {
  const queue = fakeDeadLetters(letters(25));
  let visits = 0;
  await walkDeadLetters(
    queue,
    async () => {
      visits += 1;
      return { ...leaveAll, isDone: true };
    },
    never,
  );

  expect(visits).toBe(1);
  expect(queue.visible).toHaveLength(25);
});

test('however the walk ends, held messages are given back', async () => {
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

test('messages that reappear are not visited again, and do not prolong the walk', async () => {
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
