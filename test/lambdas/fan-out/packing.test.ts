import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../emulator/faults/random.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { windowEntries } from '../../../lambdas/domain/request-stream.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { anEventBody, aMapping } from '../../support/domain-builders.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { accept, answerEach, type PutCall } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

const sources = 10;
const events = 2 * windowEntries + 100;
const generatorOf = (index: number) => `acct1/repo${index % sources}`;
const bytesOf = (deliveries: readonly Delivery[]) =>
  deliveries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Details of up to 60 kB, most of them small. */
function makeBodies(): Record<string, string> {
  const random = seededRandom(4);
  const bodies = Array.from({ length: events }, (_, index) => {
    const detail = { text: 'x'.repeat(60_000 * random() ** 5) };
    const body = anEventBody({ id: `event-${index}`, generator: generatorOf(index), detail });
    return [`message-${index}`, body] as const;
  });
  return Object.fromEntries(bodies);
}

/** Puts all of them, one call after the other, to a Region that takes requests of so many bytes; returns the calls. */
async function putAll(maxBytes: number) {
  const mappings = Array.from({ length: sources }, (_, index) =>
    aMapping({ generator: generatorOf(index) }),
  );
  const isRefused = ({ deliveries }: PutCall) => bytesOf(deliveries) > maxBytes;
  const { services, calls } = fakeServices({
    mappings: fakeMappingTable(...mappings),
    settings: { maxCallsInFlightPerRegion: 1 },
    script: (call) =>
      isRefused(call)
        ? { kind: 'failed', failure: { code: 'RequestEntityTooLargeException', message: '' } }
        : answerEach(accept)(call),
  });
  const { batchItemFailures } = await fanOutHandler(services)(
    anSqsEvent(makeBodies()),
    anInvocation(60_000),
  );
  expect(batchItemFailures).toEqual([]);
  return {
    taken: calls.filter((call) => !isRefused(call)),
    refused: calls.filter(isRefused),
  };
}

const numberOf = ({ event }: Delivery) => Number(event.id.replace('event-', ''));

/** The numbers of a source's events, in the order in which they were put. */
function ordersBySource(calls: readonly PutCall[]): readonly (readonly number[])[] {
  const put = calls.flatMap(({ deliveries }) => deliveries);
  const bySource = Map.groupBy(put, ({ sourceArn }) => sourceArn);
  return Array.from(bySource.values(), (some) => some.map(numberOf));
}

test.each([
  ['takes every request', Infinity],
  ['refuses requests over 100,000 bytes, which are halved and then made smaller', 100_000],
])("each source's events are put once and in their order, where a Region %s", async (_, most) => {
  const { taken } = await putAll(most);
  const orders = ordersBySource(taken);

  expect(orders).toHaveLength(sources);
  expect(orders.flat().toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: events }, (__, i) => i),
  );
  for (const order of orders) expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('requests are full, by their number or their bytes, across windows', async () => {
  const { taken } = await putAll(Infinity);
  const bytes = taken.reduce((sum, { deliveries }) => sum + bytesOf(deliveries), 0);
  const fewest = Math.max(Math.ceil(events / 20), Math.ceil(bytes / 262_144));

  expect(taken.length).toBeLessThanOrEqual(1.03 * fewest);
});

test('what a refusal teaches holds from the next request on, though the window was read before', async () => {
  const { taken, refused } = await putAll(100_000);

  // The first request, and what it was halved into.
  const [first, ...halves] = refused.map(({ deliveries }) => deliveries);
  expect(bytesOf(first!)).toBeGreaterThan(200_000);
  expect(halves.flat().filter((delivery) => !first!.includes(delivery))).toEqual([]);
  expect(taken.length).toBeGreaterThan(events / 20);
});
