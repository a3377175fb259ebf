import { expect, test } from '@jest/globals';
import {
  flashesOfNextView,
  flashesOnceAccepted,
  withFlash,
  type Flash,
} from '../../../web/parts/flash-list.ts';

function aFlash(id: number, until: Flash['until'] = 'viewChanges'): Flash {
  return { id, kind: 'success', text: `Done ${id}`, until };
}

test('three notifications are shown at most, the newest last', () => {
  const shown = [1, 2, 3, 4, 5].reduce<readonly Flash[]>(
    (before, id) => withFlash(before, aFlash(id)),
    [],
  );
  expect(shown.map(({ id }) => id)).toEqual([3, 4, 5]);
});

test('a notification leaves with its view; one about the change leaves with the next view', () => {
  const next = flashesOfNextView([aFlash(1), aFlash(2, 'nextViewChanges')]);
  expect(next.map(({ id }) => id)).toEqual([2]);
  expect(flashesOfNextView(next)).toEqual([]);
});

test('a notification that a source must be accepted leaves when it is; the others stay', () => {
  const asking = { ...aFlash(1, 'nextViewChanges'), asks: 'acceptance' } as const;
  expect(flashesOnceAccepted(flashesOfNextView([asking]))).toEqual([]);
  expect(flashesOnceAccepted([aFlash(2), asking, aFlash(3)]).map(({ id }) => id)).toEqual([2, 3]);
});
