import { describe, expect, test } from '@jest/globals';
import { deliverSettings } from '../../../lambdas/delivery/settings.ts';
import { parseFanOutEnvironment } from '../../../lambdas/fan-out/env.ts';
import {
  parseRegistrationEnvironment,
  registrationSettings,
} from '../../../lambdas/registration/env.ts';
import { parseRetryEnvironment } from '../../../lambdas/retry/env.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { defaultVariables } from '../../support/default-variables.ts';

const retryVariables = {
  ...defaultVariables('retry'),
  MAX_CALLS_IN_FLIGHT_PER_REGION: '7',
  MAPPING_TABLE_NAME: 'mappings',
  HOME_REGION: 'us-east-1',
  RETRY_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/retries',
  RETRY_DEAD_LETTER_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/dead',
  HISTORY_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/history',
  HISTORY_BUCKET_PREFIX: 'history-111122223333',
  PAYLOAD_BUCKET_PREFIX: 'payload-111122223333',
};
const fanOutVariables = {
  ...retryVariables,
  EVENTS_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/events',
  EVENTS_DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/dead',
  ...defaultVariables('fan-out'),
};
const registrationVariables = {
  ...defaultVariables('registration'),
  MAPPING_TABLE_NAME: 'mappings',
  EVENTS_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/events',
  HISTORY_TABLE_NAME: 'history',
  HISTORY_BUCKET_PREFIX: 'history-111122223333',
  PAYLOAD_BUCKET_PREFIX: 'payload-111122223333',
  HISTORY_REGIONS: 'us-east-1,eu-west-1',
  REPLAY_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/replays',
  PARTNER_NAME: 'vendor.test',
  REGIONS: 'us-east-1,eu-west-1',
  TENANT_CLAIM: 'custom:tenant',
  SIGN_IN_ISSUER: 'https://id.example/pool',
  SIGN_IN_CLIENT_ID: 'console',
  SIGN_IN_SCOPE: 'openid',
  SIGN_IN_PARAMETERS: '{"audience":"https://api.example"}',
  SIGN_IN_BEARER: 'id_token',
  SIGN_IN_ORIGINS: 'https://id.example,https://login.example:8443',
};

test('whole environments are read, other variables beside them', () => {
  expect(parseRetryEnvironment({ ...retryVariables, PATH: '/bin' })).toMatchObject({
    MAPPING_TABLE_NAME: 'mappings',
    MAX_ENTRY_BYTES: standardSettings.entryLimits.maxEntryBytes,
  });
  expect(parseFanOutEnvironment(fanOutVariables)).toMatchObject({
    MAPPING_CACHE_SECONDS: standardSettings.mappingCache.cacheSeconds,
  });
});

describe('what is wrong is named, each variable of it, and never by its value', () => {
  test.each(Object.keys(fanOutVariables))('%s missing', (name) => {
    expect(() => parseFanOutEnvironment({ ...fanOutVariables, [name]: undefined })).toThrow(
      `environment: ${name} is missing`,
    );
  });

  test.each([
    ['MAPPING_TABLE_NAME', '', 'is empty'],
    ['HOME_REGION', 'Ireland', 'must be an AWS Region'],
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

  test.each(['', 'Subject', 'id', 'data'])('CLOUD_EVENTS_GENERATOR_ATTRIBUTE = %j', (value) => {
    const variables = { ...fanOutVariables, CLOUD_EVENTS_GENERATOR_ATTRIBUTE: value };
    const problem =
      value === ''
        ? 'is empty'
        : 'must be subject, source, or the name of an extension: at most 20 lower-case letters and digits';

    expect(() => parseFanOutEnvironment(variables)).toThrow(
      `environment: CLOUD_EVENTS_GENERATOR_ATTRIBUTE ${problem}`,
    );
  });

  test('several at once', () => {
    expect(() => parseRetryEnvironment({})).toThrow(/MAPPING_TABLE_NAME.*CALL_TIMEOUT_MS/);
  });
});

describe('the registration function’s environment', () => {
  test('becomes its settings', () => {
    const environment = parseRegistrationEnvironment(registrationVariables);
    const { maxSources, maxPendingSources, maxRequestsPerMinute } = standardSettings.tenantLimits;
    const { drift, gone, otherAccount } = standardSettings.reconcile;

    expect(registrationSettings(environment)).toMatchObject({
      partnerName: 'vendor.test',
      regions: ['us-east-1', 'eu-west-1'],
      tenantClaim: 'custom:tenant',
      signIn: {
        clientId: 'console',
        bearer: 'id_token',
        parameters: { audience: 'https://api.example' },
      },
      signInOrigins: ['https://id.example', 'https://login.example:8443'],
      limits: { maxSources, maxPendingSources },
      maxRequestsPerMinute,
      ...standardSettings.registration,
      policy: { drift, gone, otherAccount, expiringDays: [], failingHours: [], booksMissed: true },
    });
  });

  test.each(Object.keys(registrationVariables))('names %s when it is missing', (name) => {
    expect(() =>
      parseRegistrationEnvironment({ ...registrationVariables, [name]: undefined }),
    ).toThrow(`environment: ${name} is missing`);
  });

  test.each([
    ['REGIONS', '', 'is empty'],
    ['REGIONS', 'us-east-1,mars', 'must be AWS Regions'],
    ['SIGN_IN_PARAMETERS', 'audience=x', 'must be JSON'],
    ['SIGN_IN_PARAMETERS', '[]', 'must be a JSON object'],
    ['SIGN_IN_BEARER', 'refresh_token', 'must be one of access_token, id_token'],
    ['SIGN_IN_ORIGINS', "https://id.example; script-src 'unsafe-inline'", 'must be origins'],
    ['SIGN_IN_ORIGINS', 'https://id.example/path', 'must be origins'],
    ['MAX_REQUESTS_PER_TENANT_PER_MINUTE', '0', 'must be at least 1'],
    ['POLICY_GONE', 'delete', 'must be one of report, repair'],
  ])('%s = %j %s', (name, value, problem) => {
    expect(() => parseRegistrationEnvironment({ ...registrationVariables, [name]: value })).toThrow(
      new Error(`environment: ${name} ${problem}`),
    );
  });
});

test('an entry may not be larger than a request', () => {
  const environment = parseRetryEnvironment({ ...retryVariables, MAX_REQUEST_BYTES: '262144' });

  expect(deliverSettings(environment)).toMatchObject({
    maxEntries: standardSettings.delivery.maxEntries,
    maxEntryBytes: 262_144,
    maxRequestBytes: 262_144,
  });
});
