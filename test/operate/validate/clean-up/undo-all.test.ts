import { expect, test } from '@jest/globals';
import { undoAll } from '../../../../operate/validate/clean-up/undo-all.ts';
import { newJournal } from '../../../../operate/validate/journal.ts';
import { fakeClock } from '../support/fake-clock.ts';

/** A journal of things that end by name; one that fails does so a number of times. */
function aJournal(fails: Readonly<Record<string, number>> = {}) {
  const undone: string[] = [];
  const journal = newJournal();
  const left = { ...fails };
  for (const what of ['source', 'bus', 'queue', 'rule']) {
    journal.note({
      what,
      byHand: `remove ${what}`,
      async undo() {
        left[what] = (left[what] ?? 0) - 1;
        if (left[what] >= 0) throw Object.assign(new Error('no'), { name: 'Refused' });
        undone.push(what);
      },
    });
  }
  return { journal, undone };
}

test('the latest goes first', async () => {
  const { journal, undone } = aJournal();
  const clock = fakeClock();

  expect(await undoAll(journal.backwards(), { clock, withinMs: 1_000 })).toEqual({
    removed: 4,
    left: [],
  });
  expect(undone).toEqual(['rule', 'queue', 'bus', 'source']);
});

test('what fails is tried five times, does not stop the others, and is listed with its command', async () => {
  const { journal, undone } = aJournal({ queue: 4, bus: 5 });
  const clock = fakeClock();
  const shown: number[] = [];
  const onUndone = (done: number) => shown.push(done);
  const result = await undoAll(journal.backwards(), { clock, withinMs: 60_000, onUndone });

  // A thing that goes only after a while keeps nothing else waiting.
  expect(undone).toEqual(['rule', 'source', 'queue']);
  expect(clock.now()).toBe(30_000);
  expect(shown).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3]);
  expect(result).toEqual({
    removed: 3,
    left: ['bus could not be removed (Refused: no); by hand: remove bus'],
  });
});

test('what never ends is given up, and what has no time left is listed', async () => {
  const journal = newJournal();
  journal.note({ what: 'one', byHand: 'remove one', undo: async () => {} });
  journal.note({ what: 'two', byHand: 'remove two', undo: () => new Promise(() => {}) });
  const result = await undoAll(journal.backwards(), { clock: fakeClock(), withinMs: 1_000 });

  expect(result.left).toEqual([
    'two could not be removed (it took too long); by hand: remove two',
    'one could not be removed (no time was left); by hand: remove one',
  ]);
});
