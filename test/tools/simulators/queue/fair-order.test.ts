import { describe, expect, test } from '@jest/globals';
import { fairOrder } from '../../../../tools/simulators/queue/fair-order.ts';
import type { QueuedMessage } from '../../../../tools/simulators/queue/message.ts';
import type { ReceiveOrder } from '../../../../tools/simulators/queue/receive-order.ts';

function aMessage(groupId: string): QueuedMessage {
  return { id: '', body: '', sentAtMs: 0, groupId, receives: 0 };
}

/** Takes so many messages, and says whose they were. */
function takeFrom(order: ReceiveOrder, count: number): string[] {
  return Array.from({ length: count }, () => order.take()?.groupId ?? 'none');
}

function anOrder(...groupIds: string[]) {
  const order = fairOrder();
  for (const groupId of groupIds) order.put(aMessage(groupId));
  return order;
}

const times = (count: number, groupId: string) => Array.from({ length: count }, () => groupId);

describe('a fair queue', () => {
  test('gives the oldest message first while nobody is noisy', () => {
    const order = anOrder('a', 'b', 'a', 'c');

    expect(takeFrom(order, 5)).toEqual(['a', 'b', 'a', 'c', 'none']);
  });

  test('holds a group back that has thirty in flight and more than a tenth of all', () => {
    const order = anOrder(...times(40, 'loud'), 'quiet');

    expect(takeFrom(order, 30)).toEqual(times(30, 'loud'));
    expect(takeFrom(order, 2)).toEqual(['quiet', 'loud']);
  });

  test('lets a group be that has fewer in flight, or no more than a tenth', () => {
    const few = anOrder(...times(29, 'a'), 'b', 'a');
    expect(takeFrom(few, 30)).toEqual([...times(29, 'a'), 'b']);

    const many = Array.from({ length: 20 }, (_, index) => times(40, `tenant-${index}`));
    const mixed = Array.from({ length: 40 }, (_, turn) => many.map((group) => group[turn]!)).flat();
    expect(takeFrom(anOrder(...mixed), mixed.length)).toEqual(mixed);
  });

  test('gives the message of a noisy group when no other waits', () => {
    const order = anOrder(...times(100, 'loud'));

    expect(takeFrom(order, 100)).toEqual(times(100, 'loud'));
  });

  test('takes turns between noisy groups by what they have in flight', () => {
    const order = anOrder(...times(60, 'a'), ...times(60, 'b'));
    const taken = takeFrom(order, 100);

    expect(taken.filter((one) => one === 'a')).toHaveLength(50);
  });

  test('forgets a noisy group when its backlog is used up and settled', () => {
    const order = fairOrder();
    const flood = times(40, 'loud').map(aMessage);
    for (const message of flood) order.put(message);
    takeFrom(order, 40);
    for (const message of flood) order.settle(message);
    for (const groupId of ['loud', 'quiet']) order.put(aMessage(groupId));

    expect(takeFrom(order, 2)).toEqual(['loud', 'quiet']);
  });
});
