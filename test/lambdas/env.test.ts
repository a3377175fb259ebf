import { describe, expect, test } from '@jest/globals';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';
import { deliveryEnvironment, mappingCacheSeconds } from '../../lambdas/deployment.ts';
import { parseFanOutEnvironment } from '../../lambdas/fan-out/env.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';

const retryVariables = {
  ...deliveryEnvironment,
  MAPPING_TABLE_NAME: 'mappings',
  RETRY_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/retries',
  RETRY_DEAD_LETTER_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/dead',
};
const fanOutVariables = {
  ...retryVariables,
  EVENTS_DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/dead',
  MAPPING_CACHE_SECONDS: mappingCacheSeconds,
};

test('whole environments are read, other variables beside them', () => {
  expect(parseRetryEnvironment({ ...retryVariables, PATH: '/bin' })).toMatchObject({
    MAPPING_TABLE_NAME: 'mappings',
    MAX_ENTRY_BYTES: 262_144,
  });
  expect(parseFanOutEnvironment(fanOutVariables)).toMatchObject({ MAPPING_CACHE_SECONDS: 30 });
});

describe('what is wrong is named, each variable of it, and never by its value', () => {
  test.each(Object.keys(fanOutVariables))('%s missing', (name) => {
    expect(() => parseFanOutEnvironment({ ...fanOutVariables, [name]: undefined })).toThrow(
      `environment: ${name} is missing`,
    );
  });

  test.each([
    ['MAPPING_TABLE_NAME', '', 'is empty'],
    ['RETRY_QUEUE_URL', 'sesame', 'must be a URL'],
    ['MAX_ENTRY_BYTES', '1e6', 'must be a whole number'],
    ['MAX_ENTRY_BYTES', '-5', 'must be a whole number'],
    ['MAX_REQUEST_BYTES', '12', 'must be at least 1024'],
    ['MAX_CALLS_IN_FLIGHT_PER_REGION', '0', 'must be at least 1'],
  ])('%s = %j %s', (name, value, problem) => {
    expect(() => parseRetryEnvironment({ ...retryVariables, [name]: value })).toThrow(
      new Error(`environment: ${name} ${problem}`),
    );
  });

  test('several at once', () => {
    expect(() => parseRetryEnvironment({})).toThrow(/MAPPING_TABLE_NAME.*CALL_TIMEOUT_MS/);
  });
});

test('an entry may not be larger than a request', () => {
  const environment = parseRetryEnvironment({ ...retryVariables, MAX_ENTRY_BYTES: '1000000' });

  expect(deliverSettings(environment)).toMatchObject({
    maxEntries: 20,
    maxEntryBytes: 262_144,
    maxRequestBytes: 262_144,
  });
});
