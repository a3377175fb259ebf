import { describe, expect, test } from '@jest/globals';
import { mappingRetirer } from '../../../lambdas/delivery/retire-mappings.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { notificationDetail } from '../../../lambdas/domain/notification-detail.ts';
import { aDelivery, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fitsSchema } from '../../support/notification-schemas.ts';

const failure = { code: 'EventBusNotFound', message: 'Event bus not found' };

async function retire(mappings: ReturnType<typeof fakeMappingTable>, deliveries: Delivery[]) {
  const { services, log } = fakeServices({ mappings });
  const counters = newBatchCounters();
  const retireMapping = mappingRetirer(services, { counters, retirementsMs: testNowMs + 5_000 });
  const retired = await Promise.all(deliveries.map((delivery) => retireMapping(delivery, failure)));
  return { retired, counters, log };
}

describe('a source that EventBridge no longer knows', () => {
  test('has its mapping retired, once for all its deliveries, with a reason and a time', async () => {
    const mappings = fakeMappingTable(aMapping());
    const { retired, counters } = await retire(mappings, [aDelivery(), aDelivery(), aDelivery()]);

    expect(retired).toEqual(['retired', 'retired', 'retired']);
    expect(counters.retiredMappings).toBe(1);
    expect(mappings.all()).toMatchObject([
      {
        retirement: {
          reason:
            'EventBridge no longer knows the partner event source (EventBusNotFound: Event bus not found)',
          retiredAt: '2026-11-21T19:00:00.000Z',
        },
        outbox: [{ type: 'Partner Event Source Deleted', time: '2026-11-21T19:00:00.000Z' }],
      },
    ]);
  });

  test('is a notification that fits the schema of its detail type', async () => {
    const mappings = fakeMappingTable(aMapping());
    await retire(mappings, [aDelivery()]);
    const [mapping] = mappings.all();
    const [notification] = mapping!.outbox!;
    const detail = notificationDetail(mapping!, notification!);

    expect(fitsSchema(notification!.type, detail)).toEqual(detail);
  });

  test.each(['y'.repeat(500_000), '\u0000'.repeat(500_000)])(
    'has a reason that its item has room for, however much AWS says of it',
    async (message) => {
      const mappings = fakeMappingTable(aMapping());
      const { services } = fakeServices({ mappings });
      const context = { counters: newBatchCounters(), retirementsMs: testNowMs + 5_000 };
      const retireMapping = mappingRetirer(services, context);
      await retireMapping(aDelivery(), { ...failure, message });

      expect(JSON.stringify(mappings.all()).length).toBeLessThan(4_000);
      expect(mappings.all()[0]!.retirement!.reason).toContain(
        `(EventBusNotFound: ${message.slice(0, 60)}`,
      );
    },
  );

  test('keeps its mapping when a newer registration has its place: deliveries are tried again', async () => {
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }));
    const { retired, counters } = await retire(mappings, [aDelivery(), aDelivery()]);

    expect(retired).toEqual(['unclear', 'unclear']);
    expect(counters.retiredMappings).toBe(0);
    expect(mappings.all()).toEqual([aMapping({ generation: 'generation-2' })]);
  });

  test('whose mapping was retired or deleted before needs no retirement', async () => {
    const deleted = await retire(fakeMappingTable(), [aDelivery()]);
    const retirement = { reason: 'it was gone', retiredAt: '2026-11-21T18:00:00.000Z' };
    const before = await retire(fakeMappingTable(aMapping({ retirement })), [aDelivery()]);

    expect(deleted.retired).toEqual(['absent']);
    expect(before.retired).toEqual(['retired']);
    for (const { counters } of [deleted, before]) expect(counters.retiredMappings).toBe(0);
  });

  test('is tried again when the table cannot be reached: a newer registration may have its place', async () => {
    const mappings = fakeMappingTable(aMapping());
    mappings.failRetirements();
    const { retired, counters, log } = await retire(mappings, [aDelivery()]);

    expect(retired).toEqual(['unclear']);
    expect(counters.retiredMappings).toBe(0);
    expect(mappings.all()).toEqual([aMapping()]);
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  test('leaves mappings of another generation, or of its name in another Region', async () => {
    const other = aMapping({ region: 'eu-west-1' });
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }), other);
    const { retired } = await retire(mappings, [
      aDelivery({ generation: 'generation-1' }),
      aDelivery({ generation: 'generation-2' }),
    ]);

    expect(retired).toEqual(['unclear', 'retired']);
    expect(mappings.all()).toMatchObject([{ retirement: {} }, {}]);
    expect(mappings.all()[1]).toEqual(other);
  });
});

describe('retirements', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) =>
    aDelivery({ sourceArn: `arn:${index}`, generation: 'generation-1' }),
  );

  test('run side by side, and not all of them at once', async () => {
    let underWay = 0;
    let most = 0;
    const { services } = fakeServices();
    const retireOne: typeof services.mappings.retire = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return 'retired';
    };
    const mappings = { ...services.mappings, retire: retireOne };
    const context = { counters: newBatchCounters(), retirementsMs: testNowMs + 5_000 };
    const retireMapping = mappingRetirer({ ...services, mappings }, context);
    await Promise.all(thousand.map((delivery) => retireMapping(delivery, failure)));

    expect(context.counters.retiredMappings).toBe(1_000);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  test('end in time, each with the time that is left: the rest is tried again', async () => {
    const { services, clock } = fakeServices();
    const timeouts: (number | undefined)[] = [];
    const retireOne: typeof services.mappings.retire = async (_, __, time) => {
      timeouts.push(time?.timeoutMs);
      clock.advance(100);
      return 'retired';
    };
    const mappings = { ...services.mappings, retire: retireOne };
    const context = { counters: newBatchCounters(), retirementsMs: testNowMs + 5_000 };
    const retireMapping = mappingRetirer({ ...services, mappings }, context);
    const retired = await Promise.all(thousand.map((delivery) => retireMapping(delivery, failure)));

    expect(retired.filter((one) => one === 'retired')).toHaveLength(50);
    expect(timeouts[0]).toBe(5_000);
    expect(timeouts.every((timeoutMs) => timeoutMs !== undefined && timeoutMs > 0)).toBe(true);
  });
});
