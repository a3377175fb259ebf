import { expect, test } from '@jest/globals';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import { defaultVariables } from '../support/default-variables.ts';

const environment = parseRetryEnvironment({
  ...defaultVariables('retry'),
  MAPPING_TABLE_NAME: 'mappings',
  HOME_REGION: 'us-east-1',
  RETRY_QUEUE_URL: 'https://sqs.example/retry',
  RETRY_DEAD_LETTER_QUEUE_URL: 'https://sqs.example/dead',
  HISTORY_QUEUE_URL: 'https://sqs.example/history',
  HISTORY_BUCKET_PREFIX: 'history',
  PAYLOAD_BUCKET_PREFIX: 'payload',
  MAX_ENTRY_BYTES: '262144',
  MAX_REQUEST_BYTES: '262144',
  MAX_CALLS_IN_FLIGHT_PER_REGION: '16',
});

test('a deployed function puts as many entries into a request as EventBridge takes', () => {
  expect(deliverSettings(environment).maxEntries).toBe(20);
});

test('an entry is too large when no request can hold it', () => {
  const { maxEntryBytes } = deliverSettings({ ...environment, MAX_ENTRY_BYTES: 1_048_576 });

  expect(maxEntryBytes).toBe(262_144);
});
