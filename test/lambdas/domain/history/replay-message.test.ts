import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  readReplayMessage,
  writeReplayMessage,
} from '../../../../lambdas/domain/history/replay-message.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

test('a message is read as it was written', () => {
  const message = fc.record(
    { tenant: fc.string(), id: fc.string(), step: fc.integer({ min: 1 }) },
    { requiredKeys: ['tenant', 'id'], noNullPrototype: true },
  );
  fc.assert(
    fc.property(message, (one) => {
      expect(readReplayMessage(writeReplayMessage(one))).toEqual(one);
    }),
    { numRuns: propertyRuns(200) },
  );
});

test.each(['', 'x', 'null', '{"tenant":"a"}', '{"tenant":"a","id":"b","step":0}'])(
  'what is no message is not read: %s',
  (body) => {
    expect(readReplayMessage(body)).toBeUndefined();
  },
);
