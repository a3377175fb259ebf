import { expect, test } from '@jest/globals';
import type { DeliveryView, EventDeliveryView } from '../../../lambdas/contract/history-view.ts';
import { deliveryView } from '../../../lambdas/registration/reading-history.ts';
import { deliveryPage, deliveryTable } from '../../../operate/deliveries/delivery-lines.ts';
import { aHistoryRow } from '../../support/history-builders.ts';

const source = { name: 'aws.partner/v/acct1/repo1/111122223333', region: 'us-east-1' };
const aView = (row: Parameters<typeof aHistoryRow>[0]): DeliveryView => ({
  ...deliveryView(aHistoryRow(row), 0),
  source,
});

test.each([
  [{ state: 'ACTIVE' }, / accepted +1 /],
  [{ state: 'PENDING' }, / accepted, not received +1 /],
  [{ state: 'unknown' }, / accepted, unknown if received +1 /],
  [{ outcome: 'held', reason: 'paused' }, / held .* paused$/],
  [{ eventId: 'a\u001bb' }, / a b /],
  [{ eventId: 'x'.repeat(100) }, / x{60}… /],
] as const)('a delivery %j is one line', (row, line) => {
  expect(deliveryTable([aView(row)], false)[1]).toMatch(line);
});

test('deliveries of several sources have theirs', () => {
  expect(deliveryTable([aView({})], true)[1]).toContain(source.name);
  expect(deliveryTable([aView({})], false)[1]).not.toContain(source.name);
  expect(deliveryTable([], true)).toEqual([]);
});

const delivery: EventDeliveryView = {
  event: 'e1',
  detailType: 'push',
  queuedAt: '2026-11-21T19:00:00Z',
  source,
  attempts: [],
  body: 'kept',
  bodyText: '{"n":1}',
  payload: null,
  isComplete: false,
};

test('an event has a page, with its contents if they are asked for', () => {
  const replayed = { at: '2026-11-21T19:00:00Z', ...aView({ trigger: 'replay', replay: 'r1' }) };
  const page = deliveryPage({ ...delivery, attempts: [replayed] }, true).join('\n');

  expect(page).toContain(' replay r1 ');
  expect(page).toContain('There may be more');
  expect(page).toContain('"n": 1');
  expect(deliveryPage(delivery, false).join('\n')).not.toContain('"n"');
});

test('a large event has its size, its hash and its link below its contents', () => {
  const payload = {
    sizeBytes: 1_234_567,
    sha256: 'ab'.repeat(32),
    expiresAt: '2026-11-28T19:00:00Z',
    url: 'https://api.vendor.test/payloads/t',
  };
  const large = { ...delivery, payload };

  expect(deliveryPage(large, true).slice(-5)).toEqual([
    'The detail above is what the stub keeps. The whole detail:',
    '  size        1234567 bytes',
    `  SHA-256     ${payload.sha256}`,
    '  kept until  2026-11-28T19:00:00Z',
    '  link        https://api.vendor.test/payloads/t',
  ]);
  expect(deliveryPage(large, false).join()).not.toContain('SHA-256');
  const gone = { ...payload, expiresAt: null, url: null };
  expect(deliveryPage({ ...large, payload: gone }, true).slice(-2)).toEqual([
    '  kept until  unknown',
    '  link        none: it is no longer kept, the source is deleted, or there are no links yet',
  ]);
});
