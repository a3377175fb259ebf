import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { checkSettings, type ProducerSettings } from '../../producer/settings.ts';

test('every setting has a default, and the entry limit is that of the stack', () => {
  expect(checkSettings({})).toEqual({
    maxEventsPerMessage: 100,
    maxMessageBytes: 65_536,
    maxEntryBytes: standardSettings.entryLimits.maxEntryBytes,
    maxCallsInFlight: 8,
    maxTries: 4,
  });
});

test('what is given counts', () => {
  expect(checkSettings({ maxTries: 1, maxMessageBytes: 1_048_576 })).toMatchObject({
    maxTries: 1,
    maxMessageBytes: 1_048_576,
    maxCallsInFlight: 8,
  });
});

describe('large events', () => {
  test('have a bucket, and four uploads at once', () => {
    expect(checkSettings({ largeEvents: { bucket: 'payloads' } }).largeEvents).toEqual({
      bucket: 'payloads',
      maxCallsInFlight: 4,
    });
  });

  test('may have a client', () => {
    const client = new S3Client({ region: 'eu-west-1' });
    const given = { bucket: 'payloads', client, maxCallsInFlight: 1 };

    expect(checkSettings({ largeEvents: given }).largeEvents).toEqual(given);
  });
});

describe('an invalid setting is reported by its name', () => {
  test.each([
    [{ maxTries: 0 }, 'maxTries must be a whole number from 1'],
    [{ maxCallsInFlight: Number.NaN }, 'maxCallsInFlight must be a whole number from 1'],
    [{ maxEventsPerMessage: 1.5 }, 'maxEventsPerMessage must be a whole number from 1'],
    [{ maxMessageBytes: 1_048_577 }, 'maxMessageBytes must be a whole number from 1 to 1048576'],
    [{ maxEntryBytes: '1000' }, 'maxEntryBytes must be a whole number from 1'],
    [{ maxRetries: 3 }, 'maxRetries is not a producer setting'],
    [{ largeEvents: {} }, 'largeEvents.bucket is missing'],
    [{ largeEvents: 'bucket' }, 'largeEvents must be an object'],
    [{ largeEvents: { bucket: 'Payloads/in' } }, 'largeEvents.bucket must be the name of a bucket'],
    [{ largeEvents: { bucket: 'payloads', client: {} } }, 'largeEvents.client must be an S3Client'],
    [
      { largeEvents: { bucket: 'payloads', maxCallsInFlight: 0 } },
      'largeEvents.maxCallsInFlight must be a whole number from 1',
    ],
    [
      { largeEvents: { bucket: 'payloads', key: 'in' } },
      'largeEvents.key is not a producer setting',
    ],
  ])('%o', (given, problem) => {
    const check = () => checkSettings(given as Partial<ProducerSettings>);

    expect(check).toThrow(RangeError);
    expect(check).toThrow(problem);
  });
});
