import { expect, test } from '@jest/globals';
import { planMessage } from '../../../lambdas/fan-out/plan.ts';
import { readRecord } from '../../../lambdas/fan-out/events-message.ts';
import { orderMappings } from '../../../lambdas/fan-out/sources.ts';
import { aMapping, anEventBody } from '../../support/domain-builders.ts';
import { anSqsEvent } from '../../support/sqs-builders.ts';

test('no delivery is left out where more mappings were read than a run may have', () => {
  const [record] = anSqsEvent({ message: anEventBody() }).Records;
  const message = readRecord(record!);
  const [generator] = message.events.map(({ event }) => event.generator);
  const mappings = ['111111111111', '222222222222', '333333333333'].map((account) =>
    aMapping({ account }),
  );
  const mappingsOf = orderMappings(new Map([[generator!, { mappings }]]));

  const { runs, unread } = planMessage({ ...message, mappingsOf }, 2);

  expect(runs).toEqual([{ from: 0, to: 1, deliveries: 3 }]);
  expect(unread).toEqual([]);
});
