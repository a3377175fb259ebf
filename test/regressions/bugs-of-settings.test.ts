import { expect, test } from '@jest/globals';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';

const environment = {
  MAPPING_TABLE_NAME: 'mappings',
  HOME_REGION: 'us-east-1',
  RETRY_QUEUE_URL: 'https://sqs.example/retry',
  RETRY_DEAD_LETTER_QUEUE_URL: 'https://sqs.example/dead',
  MAX_ENTRY_BYTES: 262_144,
  MAX_REQUEST_BYTES: 262_144,
  MAX_CALLS_IN_FLIGHT_PER_REGION: 16,
  CALL_TIMEOUT_MS: 10_000,
  RETRY_BASE_DELAY_SECONDS: 1,
  RETRY_MAX_DELAY_SECONDS: 900,
  ACTIVITY_EVERY_SECONDS: 60,
};

test('a deployed function puts as many entries into a request as EventBridge takes', () => {
  expect(deliverSettings(environment).maxEntries).toBe(20);
});

test('an entry is too large when no request can hold it', () => {
  const { maxEntryBytes } = deliverSettings({ ...environment, MAX_ENTRY_BYTES: 1_048_576 });

  expect(maxEntryBytes).toBe(262_144);
});
