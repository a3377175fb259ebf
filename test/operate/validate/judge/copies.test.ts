import { expect, test } from '@jest/globals';
import { judgeCopies } from '../../../../operate/validate/judge/copies.ts';

const anEvent = (words: string, ...ids: readonly string[]) => ({
  words,
  arrived: ids.map((id) => ({ fields: { id } })),
});
const others = Array.from({ length: 60 }, (_, index) => anEvent(`event ${index}`, 'id'));

test('one copy of each, or none, is nothing to say', () => {
  expect(judgeCopies([...others, anEvent('lost')])).toEqual({ problems: [], notes: [] });
});

test('a second delivery of an entry is noted', () => {
  expect(judgeCopies([anEvent('push', 'a', 'a'), anEvent('star', 'b', 'b')])).toEqual({
    problems: [],
    notes: [
      '2 of the events came more than once with one id, as EventBridge may deliver, such as push',
    ],
  });
});

test('an event that was sent twice now and then is noted', () => {
  const { problems, notes } = judgeCopies([...others, anEvent('push', 'a', 'b')]);
  expect(problems).toEqual([]);
  expect(notes).toEqual(['1 of the events were sent to EventBridge more than once, such as push']);
});

test('many that were sent twice are a problem', () => {
  const { problems, notes } = judgeCopies([anEvent('push', 'a', 'b'), anEvent('star', 'c', 'd')]);
  expect(problems).toEqual([
    'expected each event once, but 2 of the events were sent to EventBridge more than once, such as push',
  ]);
  expect(notes).toEqual([]);
});
