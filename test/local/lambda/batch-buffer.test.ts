import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { openBatchBuffer } from '../../../local/lambda/batch-buffer.ts';
import { anSqsRecord, someSqsRecords } from './an-sqs-record.ts';
import { ids } from './fake-source-queue.ts';

describe('a batch buffer', () => {
  test('is ready when its oldest message has waited for the window', () => {
    const buffer = openBatchBuffer({ batchSize: 10 });
    expect(buffer.readyInMs(0, 1_000)).toBeUndefined();
    buffer.add([anSqsRecord()], 5_000);
    buffer.add([anSqsRecord()], 5_600);

    expect(buffer.readyInMs(5_700, 1_000)).toBe(300);
    expect(buffer.readyInMs(7_000, 1_000)).toBe(0);
  });

  test('has no room for more than a batch, or for more than fits into a payload', () => {
    const buffer = openBatchBuffer({ batchSize: 10 });
    buffer.add(someSqsRecords(4), 0);
    expect(buffer.room()).toBe(6);
    buffer.add([anSqsRecord({ body: 'x'.repeat(6_291_456) })], 0);
    expect(buffer.room()).toBe(0);
    expect(buffer.readyInMs(0, 1_000)).toBe(0);
  });

  test('takes batches in order, within both limits, and loses nothing', () => {
    const bodyLengths = fc.array(fc.nat({ max: 2_000_000 }), { minLength: 1, maxLength: 30 });
    const property = fc.property(
      bodyLengths,
      fc.integer({ min: 1, max: 20 }),
      (lengths, batchSize) => {
        const records = lengths.map((length) => anSqsRecord({ body: '\u00E9'.repeat(length / 2) }));
        const buffer = openBatchBuffer({ batchSize });
        buffer.add(records, 0);

        const taken: string[] = [];
        while (buffer.size() > 0) {
          const batch = buffer.take();
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(batchSize);
          expect(Buffer.byteLength(JSON.stringify({ Records: batch }))).toBeLessThanOrEqual(
            6_291_456,
          );
          taken.push(...ids(batch));
        }
        expect(taken).toEqual(ids(records));
        expect(buffer.room()).toBe(batchSize);
      },
    );
    fc.assert(property, { numRuns: 25 });
  });
});
