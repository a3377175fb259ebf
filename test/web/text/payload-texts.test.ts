import { expect, test } from '@jest/globals';
import { noLinkText } from '../../../web/text/payload-texts.ts';
import { aLargeEventDelivery } from '../support/history-builders.ts';

const expiresAt = '2026-11-28T18:00:00.000Z';

test.each([
  [expiresAt, Date.parse(expiresAt), 'The detail is no longer kept.'],
  [expiresAt, Date.parse(expiresAt) - 1, /the source is deleted/],
  [null, 0, /it is not known until when/],
])('a detail that is kept until %j has no link at %j, and says why', (until, nowMs, text) => {
  const { payload } = aLargeEventDelivery({ expiresAt: until, url: null });

  expect(noLinkText(payload!, nowMs)).toMatch(text);
});
