import { describe, expect, test } from '@jest/globals';
import { retireGoneSources } from '../../../lambdas/delivery/retire-gone-sources.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { aDelivery, aMapping } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const failure = { code: 'EventBusNotFound', message: 'Event bus not found' };

async function retire(mappings: ReturnType<typeof fakeMappingTable>, deliveries: Delivery[]) {
  const { services, log } = fakeServices({ mappings });
  const tally = newTally();
  const gone = deliveries.map((delivery) => ({
    delivery,
    fate: { kind: 'sourceGone', failure } as const,
  }));
  const kept = await retireGoneSources(gone, services, tally);
  return { kept, tally, log };
}

describe('a source that EventBridge no longer knows', () => {
  test('has its mapping retired, once for all its deliveries, with a reason and a time', async () => {
    const mappings = fakeMappingTable(aMapping());
    const { kept, tally } = await retire(mappings, [aDelivery(), aDelivery(), aDelivery()]);

    expect(kept).toEqual([]);
    expect(tally).toMatchObject({ retiredMappings: 1, dropped: { sourceGone: 3 } });
    expect(mappings.all()).toMatchObject([
      {
        retirement: {
          reason:
            'EventBridge no longer knows the partner event source (EventBusNotFound: Event bus not found)',
          retiredAt: '2026-11-21T19:00:00.000Z',
        },
      },
    ]);
  });

  test('is left alone when a newer registration stands there: what was bound for it is tried again', async () => {
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }));
    const { kept, tally } = await retire(mappings, [aDelivery(), aDelivery()]);

    expect(kept).toMatchObject([{ fate: { kind: 'retry', delaySeconds: 0 } }, {}]);
    expect(tally).toMatchObject({ retiredMappings: 0, dropped: { sourceGone: 0 } });
    expect(mappings.all()).toEqual([aMapping({ generation: 'generation-2' })]);
  });

  test('that was retired or deleted before is dropped and counted', async () => {
    const { kept, tally } = await retire(fakeMappingTable(), [aDelivery()]);

    expect(kept).toEqual([]);
    expect(tally).toMatchObject({ retiredMappings: 0, dropped: { sourceGone: 1 } });
  });

  test('is dropped and counted when the table cannot be reached, and the mapping stays', async () => {
    const mappings = fakeMappingTable(aMapping());
    mappings.failRetirements();
    const { kept, tally, log } = await retire(mappings, [aDelivery()]);

    expect(kept).toEqual([]);
    expect(tally).toMatchObject({ retiredMappings: 0, dropped: { sourceGone: 1 } });
    expect(mappings.all()).toEqual([aMapping()]);
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  test('does not take the other generation, or the other Region, of its name with it', async () => {
    const other = aMapping({ region: 'eu-west-1' });
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }), other);
    const { kept } = await retire(mappings, [
      aDelivery({ generation: 'generation-1' }),
      aDelivery({ generation: 'generation-2' }),
    ]);

    expect(kept).toHaveLength(1);
    expect(mappings.all()).toMatchObject([{ retirement: {} }, {}]);
    expect(mappings.all()[1]).toEqual(other);
  });
});
