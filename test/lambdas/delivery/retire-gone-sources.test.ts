import { describe, expect, test } from '@jest/globals';
import { retireGoneSources } from '../../../lambdas/delivery/retire-gone-sources.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { aDelivery, aMapping } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const failure = { code: 'EventBusNotFound', message: 'Event bus not found' };

const gone = { kind: 'sourceGone', failure } as const;
const tryAgain = { kind: 'retryable', failure, known: true };

async function retire(mappings: ReturnType<typeof fakeMappingTable>, deliveries: Delivery[]) {
  const { services, log } = fakeServices({ mappings });
  const tally = newTally();
  const attempts = new Map(deliveries.map((delivery) => [delivery, gone] as const));
  const settled = await retireGoneSources(attempts, services, tally);
  return { settled: deliveries.map((delivery) => settled.get(delivery)), tally, log };
}

describe('a source that EventBridge no longer knows', () => {
  test('has its mapping retired, once for all its deliveries, with a reason and a time', async () => {
    const mappings = fakeMappingTable(aMapping());
    const { settled, tally } = await retire(mappings, [aDelivery(), aDelivery(), aDelivery()]);

    expect(settled).toEqual([gone, gone, gone]);
    expect(tally.retiredMappings).toBe(1);
    expect(mappings.all()).toMatchObject([
      {
        retirement: {
          reason:
            'EventBridge no longer knows the partner event source (EventBusNotFound: Event bus not found)',
          retiredAt: '2026-11-21T19:00:00.000Z',
        },
        notices: [{ type: 'Partner Event Source Deleted', time: '2026-11-21T19:00:00.000Z' }],
      },
    ]);
  });

  test('is left alone when a newer registration stands there: what was bound for it is tried again', async () => {
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }));
    const { settled, tally } = await retire(mappings, [aDelivery(), aDelivery()]);

    expect(settled).toEqual([tryAgain, tryAgain]);
    expect(tally.retiredMappings).toBe(0);
    expect(mappings.all()).toEqual([aMapping({ generation: 'generation-2' })]);
  });

  test('that was retired or deleted before is gone all the same', async () => {
    const { settled, tally } = await retire(fakeMappingTable(), [aDelivery()]);

    expect(settled).toEqual([gone]);
    expect(tally.retiredMappings).toBe(0);
  });

  test('is tried again when the table cannot be reached: a newer registration may stand there', async () => {
    const mappings = fakeMappingTable(aMapping());
    mappings.failRetirements();
    const { settled, tally, log } = await retire(mappings, [aDelivery()]);

    expect(settled).toEqual([tryAgain]);
    expect(tally.retiredMappings).toBe(0);
    expect(mappings.all()).toEqual([aMapping()]);
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  test('does not take the other generation, or the other Region, of its name with it', async () => {
    const other = aMapping({ region: 'eu-west-1' });
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }), other);
    const { settled } = await retire(mappings, [
      aDelivery({ generation: 'generation-1' }),
      aDelivery({ generation: 'generation-2' }),
    ]);

    expect(settled).toEqual([tryAgain, gone]);
    expect(mappings.all()).toMatchObject([{ retirement: {} }, {}]);
    expect(mappings.all()[1]).toEqual(other);
  });
});
