import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../emulator/faults/random.ts';
import { drawConnectionFault, eventIdsIn } from './faults.ts';

describe('the faults of connections', () => {
  test('come as often as asked, the three cuts alike', () => {
    const random = seededRandom(4);
    const rates = { cutRate: 0.3, stallRate: 0.1 };
    const drawn = Array.from(
      { length: 10_000 },
      () => drawConnectionFault(random, rates) ?? 'none',
    );
    const counts = Object.fromEntries(
      Array.from(
        Map.groupBy(drawn, (fault) => fault),
        ([fault, times]) => [fault, Math.round(times.length / 100)],
      ),
    );
    expect(Object.keys(counts)).toHaveLength(5);
    for (const fault of ['cutBefore', 'cutAfter', 'cutMidAnswer', 'stall']) {
      expect(Math.abs(counts[fault]! - 10)).toBeLessThanOrEqual(2);
    }
  });

  test('never come at a rate of 0', () => {
    const rates = { cutRate: 0, stallRate: 0 };
    expect(drawConnectionFault(() => 0, rates)).toBeUndefined();
  });
});

test('the ids of events are found in requests of EventBridge and of SQS', () => {
  const detail = { eventId: '7-12', text: 'x' };
  const put = JSON.stringify({ Entries: [{ Detail: JSON.stringify(detail) }] });
  const send = JSON.stringify({
    Entries: [{ MessageBody: JSON.stringify({ attempts: 1, event: { id: '7-12', detail } }) }],
  });
  const stub = JSON.stringify({
    Entries: [{ Resources: ['event/7-12'], Detail: '{"payload_url":""}' }],
  });
  const whole = JSON.stringify({
    Entries: [{ Resources: ['event/7-12'], Detail: JSON.stringify(detail) }],
  });
  const waiting = JSON.stringify({
    Entries: [{ MessageBody: JSON.stringify({ event: { id: '7-12', detailReference: {} } }) }],
  });
  for (const body of [put, send, stub, whole, waiting]) {
    expect(eventIdsIn(Buffer.from(body))).toStrictEqual(['7-12']);
  }
  expect(eventIdsIn(Buffer.from('{"eventId":"7-12"}'))).toStrictEqual([]);
});
