import { expect, test } from '@jest/globals';
import { resendObstacle } from '../../../web/deliveries/resend-obstacle.ts';
import { anActiveSource, aSource } from '../support/builders.ts';

const moment = '2026-11-21T18:00:00Z';
const retirement = { reason: 'expired', retiredAt: moment };

test('nothing hinders an active source with kept contents', () => {
  expect(resendObstacle(anActiveSource(), 'kept')).toBeUndefined();
});

test.each([
  ['a pending source', aSource(), 'kept', /not active/],
  ['a paused source', anActiveSource({ pausedAt: moment }), 'kept', /paused/],
  ['a deleted source', anActiveSource({ retirement, pausedAt: moment }), 'kept', /deleted/],
  ['contents of long ago', anActiveSource(), 'expired', /no longer kept/],
  ['contents that were not kept', aSource(), 'notKept', /were not kept/],
] as const)('%s is told as the reason', (_, source, body, reason) => {
  expect(resendObstacle(source, body)).toMatch(reason);
});
