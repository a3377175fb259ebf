import { describe, expect, test } from '@jest/globals';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import type { Arrival } from '../../../emulator/page/schemas.ts';
import { isSentAgain, isTestEvent, payloadOf } from '../../../web/local/arrivals.ts';

function anArrival(
  sequence: number,
  detailType = 'push',
  resources = ['event/1'],
  detail: Arrival['event']['detail'] = {},
): Arrival {
  const where = { account: '111122223333', region: 'us-east-1' };
  const event = {
    ...where,
    'detail-type': detailType,
    time: '2026-11-21T19:00:00Z',
    resources,
    detail,
  };
  return { sequence, bus: 'bus', rules: [], event };
}

describe('the arrivals', () => {
  test('distinguish test events from others', () => {
    expect(isTestEvent(anArrival(1, testEventDetailType))).toBe(true);
    expect(isTestEvent(anArrival(1))).toBe(false);
  });

  test('distinguish what was sent again, by its last resource', () => {
    const again = eventResource('e/1', '0001-r');
    expect(isSentAgain(anArrival(1, 'push', ['a', again]))).toBe(true);
    expect(isSentAgain(anArrival(1, 'push', [again, eventResource('e')]))).toBe(false);
    expect(isSentAgain(anArrival(1, 'push', []))).toBe(false);
  });
});

const payloadIn = (detail: object) => payloadOf(anArrival(1, 'push', [], { ...detail }));

describe('the detail of a large event', () => {
  const url = 'http://127.0.0.1:4604/payloads/token';
  const stub = {
    action: 'opened',
    payload_url: url,
    payload_size_bytes: 2_000_000,
    payload_sha256: '0'.repeat(64),
    expires_at: '2026-12-01T00:00:00.000Z',
  };
  test('is where its stub says', () => {
    expect(payloadIn(stub)).toEqual({ url, sizeBytes: 2_000_000 });
  });

  test.each([
    ['of an event that is whole', { action: 'opened' }],
    ['of an event that only has a member of that name', { payload_url: url }],
    ['with a link that a browser would run', { ...stub, payload_url: 'javascript:alert(1)' }],
    ['with a link that is none', { ...stub, payload_url: '/payloads/token' }],
  ])('is not offered %s', (_, detail) => {
    expect(payloadIn(detail)).toBeUndefined();
  });
});
