import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parseFanOutEnvironment } from '../../../lambdas/fan-out/env.ts';
import { parseHistoryEnvironment } from '../../../lambdas/history/env.ts';
import { parseReconcileEnvironment } from '../../../lambdas/reconcile/env.ts';
import { parseRegistrationEnvironment } from '../../../lambdas/registration/env.ts';
import { parseReplayEnvironment } from '../../../lambdas/replay/env.ts';
import { parseRetryEnvironment } from '../../../lambdas/retry/env.ts';
import { powertoolsEnvironment } from '../../../lambdas/settings/deployment.ts';
import { deploymentsFor, replayDeployment } from '../../../lambdas/settings/deployment.ts';
import { environmentOf, writeEnvironment } from '../../../lambdas/settings/environment-of.ts';
import { functionNames } from '../../../lambdas/settings/function-name.ts';
import { localOverrides, localSettings } from '../../../lambdas/settings/local-settings.ts';
import { environmentReader, rowsOf, settingsIn } from '../../../lambdas/settings/read-settings.ts';
import { setting } from '../../../lambdas/settings/setting.ts';
import { defaultsOf, standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { reconcile } from '../../../lambdas/settings/table/reconcile.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { wholeNumber } from '../../../lambdas/settings/value-kinds.ts';
import { section } from '../../../lambdas/settings/field.ts';
import { stageSections } from '../../../lib/stage/settings-sections.ts';

const rows = rowsOf(table);

/** Settings that have all that any function's variables are written from. */
const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/queue';
const everything = {
  ...standardSettings,
  share: { maxCallsInFlightPerRegion: 7, requestsPerSecond: 40 },
  signIn: {
    ...standardSettings.signIn,
    issuer: 'https://login.example.com/tenants/',
    clientId: 'page',
    origins: ['https://login.example.com', 'https://tokens.example.com:8443'],
  },
  place: {
    mappingTableName: 'mappings',
    homeRegion: 'us-east-1',
    eventsQueueUrl: queueUrl,
    eventsDeadLetterQueueUrl: queueUrl,
    retryQueueUrl: queueUrl,
    retryDeadLetterQueueUrl: queueUrl,
    historyQueueUrl: queueUrl,
    historyTableName: 'history',
    historyBucketPrefix: 'history-111122223333',
    historyRegions: ['us-east-1', 'eu-west-1'],
    payloadBucketPrefix: 'ebp-payload-production-111122223333',
    publicUrl: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    replayQueueUrl: queueUrl,
    partnerName: 'vendor.test',
    searchedRegions: ['us-east-1', 'eu-west-1'],
    brandFolder: '/opt/brand',
    customerRegions: ['us-east-1'],
  },
};

const readers = {
  'fan-out': parseFanOutEnvironment,
  retry: parseRetryEnvironment,
  history: parseHistoryEnvironment,
  replay: parseReplayEnvironment,
  reconcile: parseReconcileEnvironment,
  registration: parseRegistrationEnvironment,
} as const;

describe('the defaults', () => {
  test('are these', () => {
    const { signIn, ...others } = standardSettings;

    expect(others).toEqual({
      quotas: {
        putPartnerEventsPerSecond: 1_400,
        putPartnerEventsMs: 50,
        partnerOperationsPerSecond: 50,
      },
      entryLimits: {
        maxEntryBytes: 1_048_576,
        eventIdIn: 'resources',
        maxRequestBytes: 1_048_576,
      },
      largeEvents: { relay: 'byReference', days: 7, redirectSeconds: 300, fetchesPerSecond: 40 },
      retry: { baseDelaySeconds: 1, maxDelaySeconds: 900, retryForSeconds: 86_400 },
      delivery: {
        prefer: 'latency',
        maxEntries: 20,
        maxDeliveriesPerMessage: 2_000,
        callTimeoutMs: 3_000,
        lookUpMs: 15_000,
        payloadMs: 7_000,
        settleMs: 8_000,
        answerMs: 1_000,
        activityEverySeconds: 60,
      },
      errorCodes: { sourceGone: [] },
      cloudEvents: { generatorAttribute: 'subject' },
      mappingCache: { cacheSeconds: 30, maxMappings: 100_000 },
      history: {
        rows: 'all',
        withoutBody: [],
        rowDays: 30,
        bodyDays: 7,
        supportClaim: 'support',
        supportReads: 'rows',
      },
      replay: {
        pageEvents: 200,
        pageSeconds: 30,
        readSeconds: 5,
        waitSeconds: 30,
        restSeconds: 60,
        recoverSeconds: 300,
        givesWayAboveMessages: 40_000,
        maxRunning: 3,
        rememberedEvents: 3_000,
        maxFailures: 120,
      },
      reconcile: {
        everyMinutes: 15,
        drift: 'repair',
        gone: 'repair',
        otherAccount: 'repair',
        orphan: 'report',
        orphanGraceHours: 24,
        expiringDays: [3, 1],
        failingHours: [1, 6, 24],
        registrationGraceMinutes: 5,
        settleSeconds: 120,
      },
      tenantLimits: { maxSources: 1_000, maxPendingSources: 100, maxRequestsPerMinute: 600 },
      registration: { maxBodyBytes: 16_384 },
    });
    expect(signIn).toEqual({
      scope: 'openid',
      authorizationParameters: {},
      tenantClaim: 'tenant',
      bearer: 'access_token',
    });
  });

  test('keep a delivery within what SQS can delay', () => {
    expect(standardSettings.retry.maxDelaySeconds).toBeLessThanOrEqual(900);
  });

  test('let replays give way to five batches of each fan-out that prefers cost, and wait for what it has begun', () => {
    const { batchSize, maximumConcurrency, timeoutSeconds } = deploymentsFor('cost')['fan-out'];
    const { givesWayAboveMessages, pageSeconds } = standardSettings.replay;

    expect(givesWayAboveMessages).toBe(5 * batchSize * maximumConcurrency);
    expect(standardSettings.reconcile.settleSeconds).toBeGreaterThanOrEqual(
      standardSettings.mappingCache.cacheSeconds + timeoutSeconds + 30,
    );
    expect(pageSeconds).toBeLessThanOrEqual(replayDeployment.timeoutSeconds / 2);
  });

  test('are those of local mode but for seven', () => {
    const replay = { waitSeconds: 1, restSeconds: 2 };
    const mappingCache = { cacheSeconds: 1 };
    expect(localOverrides).toEqual({
      retry: { maxDelaySeconds: 4 },
      delivery: { callTimeoutMs: 10_000, activityEverySeconds: 1 },
      mappingCache,
      reconcile: { settleSeconds: 5 },
      replay,
    });
    expect(localSettings).toEqual({
      ...standardSettings,
      retry: { ...standardSettings.retry, maxDelaySeconds: 4 },
      delivery: { ...standardSettings.delivery, callTimeoutMs: 10_000, activityEverySeconds: 1 },
      mappingCache: { ...standardSettings.mappingCache, ...mappingCache },
      reconcile: { ...standardSettings.reconcile, settleSeconds: 5 },
      replay: { ...standardSettings.replay, ...replay },
    });
  });
});

describe('the table', () => {
  const settable = rows.filter(({ row }) => row.stageKey !== undefined);

  test.each(settable)('has $section.$name where a stage has it', ({ section: own, name, row }) => {
    expect(row.stageKey).toBe(`${own}.${name}`);
    expect(row.kind).toMatchObject({ expected: expect.any(String), inStage: expect.anything() });
  });

  const written = rows.flatMap(({ section: own, name, row: { kind, reason, default: value } }) =>
    kind === undefined || reason === undefined ? [] : [{ own, name, kind, value }],
  );

  test.each(written)('$own.$name: the default is a value of its kind', ({ kind, value }) => {
    const { inVariable, inStage } = kind as typeof kind & { inStage?: v.GenericSchema };

    expect(v.parse(inVariable, kind.write(value))).toEqual(value);
    expect(inStage === undefined ? value : v.parse(inStage, value)).toEqual(value);
  });

  test.each(functionNames)('gives %s each variable once, and what it reads', (name) => {
    const variables = rowsOf(table, name).flatMap(({ row: { variable } }) => variable ?? []);
    const read = readers[name](writeEnvironment(table, name, everything));

    expect(new Set(variables).size).toBe(variables.length);
    expect(Object.keys(read).toSorted()).toEqual(variables.toSorted());
  });

  test('writes what the functions read', () => {
    expect(parseFanOutEnvironment(environmentOf('fan-out', everything))).toMatchObject({
      MAX_CALLS_IN_FLIGHT_PER_REGION: 7,
      RETRY_MAX_DELAY_SECONDS: standardSettings.retry.maxDelaySeconds,
    });
    expect(parseRegistrationEnvironment(environmentOf('registration', everything))).toMatchObject({
      SIGN_IN_ORIGINS: everything.signIn.origins,
      SIGN_IN_PARAMETERS: {},
      REGIONS: ['us-east-1'],
    });
  });

  test.each(functionNames)('leaves Lambda’s 4 KB of variables to %s at their longest', (name) => {
    // Of the longest names that a stage and a stack can have, by CDK's and AWS's own limits.
    const longQueueUrl = `https://sqs.ap-southeast-7.amazonaws.com/111122223333/${'q'.repeat(80)}`;
    const urls = Object.entries(everything.place).map(([key, value]) => [
      key,
      value === queueUrl ? longQueueUrl : value,
    ]);
    const regions = Array.from({ length: 36 }, () => 'ap-southeast-7');
    const place = {
      ...Object.fromEntries(urls),
      historyRegions: regions,
      searchedRegions: regions,
      customerRegions: regions,
    };
    const withoutBody = Array.from({ length: 11 }, () => 'd'.repeat(128));
    const settings = { ...everything, place, history: { ...everything.history, withoutBody } };
    const stageKind = table.history.withoutBody.kind;
    const variables = {
      ...writeEnvironment(table, name, settings),
      ...powertoolsEnvironment(name),
    };

    expect(v.safeParse(stageKind.inStage, withoutBody).success).toBe(true);
    expect(v.safeParse(stageKind.inStage, [...withoutBody, 'd'.repeat(128)]).success).toBe(false);
    expect(Object.entries(variables).flat().join('').length).toBeLessThan(4_096);
  });

  test('writes nothing without a value', () => {
    const { place: _, ...without } = everything;

    expect(() => writeEnvironment(table, 'retry', without)).toThrow(
      'place.mappingTableName has no value for MAPPING_TABLE_NAME',
    );
  });
});

// The row of the README's example: this test has all that is needed, except its use.
describe('a new row', () => {
  const withRow = {
    reconcile: {
      ...reconcile,
      maxRepairsPerRun: setting({
        stageKey: 'reconcile.maxRepairsPerRun',
        variable: 'MAX_REPAIRS_PER_RUN',
        functions: ['reconcile'],
        kind: wholeNumber(1, 100_000),
        default: 1_000,
        meaning: 'Repairs that a run makes at the most.',
        reason: 'We should notice a bug before it has changed every mapping.',
      }),
    },
  };
  const parse = (value: object) => v.safeParse(section(stageSections(withRow)), value);
  const reader = environmentReader(withRow, 'reconcile');

  test('is a key of a stage, with its default and its bounds', () => {
    expect(parse({}).output).toMatchObject({ reconcile: { maxRepairsPerRun: 1_000 } });
    expect(parse({ reconcile: { maxRepairsPerRun: 0 } }).issues).toMatchObject([
      { message: 'must be a whole number from 1 to 100000, not 0' },
    ]);
  });

  test('is a variable of the function', () => {
    const environment = writeEnvironment(withRow, 'reconcile', defaultsOf(withRow));

    expect(environment).toMatchObject({ MAX_REPAIRS_PER_RUN: '1000' });
    expect(() => reader({ ...environment, MAX_REPAIRS_PER_RUN: '0' })).toThrow(
      'environment: MAX_REPAIRS_PER_RUN must be at least 1',
    );
  });

  test('is a typed setting of the function, beside what no variable sets', () => {
    const values = reader(writeEnvironment(withRow, 'reconcile', defaultsOf(withRow)));
    const settings = settingsIn(withRow, 'reconcile', values);
    const repairs: number = settings.reconcile.maxRepairsPerRun;

    expect(repairs).toBe(1_000);
    expect(settings.reconcile.registrationGraceMinutes).toBe(
      standardSettings.reconcile.registrationGraceMinutes,
    );
  });
});
