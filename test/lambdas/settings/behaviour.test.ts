import { beforeAll, describe, expect, test } from '@jest/globals';
import { alterDefaults, other, otherNumber } from '../../support/altered-defaults.ts';

// A default that is written down a second time would not change with the table: so all of them are
// altered before anything that uses them is loaded.
beforeAll(alterDefaults);

describe('by its settings when every default of the table is another', () => {
  test('the fan-out function reads CloudEvents and caches mappings', async () => {
    const { fanOutSettings, parseFanOutEnvironment } =
      await import('../../../lambdas/fan-out/env.ts');
    const { fanOutVariables } = await import('../../../tools/simulators/delivery-variables.ts');
    const environment = parseFanOutEnvironment(fanOutVariables('http://127.0.0.1:4600'));

    expect(fanOutSettings(environment)).toMatchObject({
      mappingCache: {
        ttlMs: otherNumber('mappingCache.cacheSeconds') * 1000,
        maxMappings: other('mappingCache.maxMappings'),
      },
      cloudEvents: { generatorAttribute: other('cloudEvents.generatorAttribute') },
    });
  });

  test('the model’s fan-out function does, too, and its queues are as they are deployed', async () => {
    const { deployedCache, deployedQueue } =
      await import('../../fault-injection/deployed-settings.ts');
    const { deploymentsFor, visibilityTimeoutSeconds } =
      await import('../../../lambdas/settings/deployment.ts');
    const deployments = deploymentsFor('cost');

    expect(deployedCache().ttlMs).toBe(otherNumber('mappingCache.cacheSeconds') * 1000);
    expect(deployedQueue('retry')).toEqual({
      visibilityTimeoutMs: visibilityTimeoutSeconds(deployments.retry) * 1000,
      maxReceiveCount: deployments.retry.maxReceiveCount,
    });
  });

  test('the functions that deliver read how', async () => {
    const { deliverSettings } = await import('../../../lambdas/delivery/settings.ts');
    const { parseRetryEnvironment } = await import('../../../lambdas/retry/env.ts');
    const { parseFanOutEnvironment } = await import('../../../lambdas/fan-out/env.ts');
    const { fanOutVariables, retryVariables } =
      await import('../../../tools/simulators/delivery-variables.ts');
    const url = 'http://127.0.0.1:4600';
    const altered = {
      maxEntries: other('delivery.maxEntries'),
      callTimeoutMs: other('delivery.callTimeoutMs'),
      minCallMs: other('delivery.callTimeoutMs'),
      activityEveryMs: otherNumber('delivery.activityEverySeconds') * 1000,
      retryPolicy: {
        baseDelaySeconds: other('retry.baseDelaySeconds'),
        maxDelaySeconds: other('retry.maxDelaySeconds'),
        retryForSeconds: other('retry.retryForSeconds'),
      },
    };

    expect(deliverSettings(parseRetryEnvironment(retryVariables(url)))).toMatchObject(altered);
    expect(deliverSettings(parseFanOutEnvironment(fanOutVariables(url)))).toMatchObject(altered);
  });

  test('the registration function reads its limits and policy', async () => {
    const { parseRegistrationEnvironment, registrationSettings } =
      await import('../../../lambdas/registration/env.ts');
    const { defaultVariables } = await import('../../support/default-variables.ts');
    const environment = parseRegistrationEnvironment({
      ...defaultVariables('registration'),
      MAPPING_TABLE_NAME: 'mappings',
      EVENTS_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/events',
      HISTORY_TABLE_NAME: 'history',
      HISTORY_BUCKET_PREFIX: 'history',
      PAYLOAD_BUCKET_PREFIX: 'payload',
      HISTORY_REGIONS: 'us-east-1',
      REPLAY_QUEUE_URL: 'http://127.0.0.1:4600/000000000000/replays',
      PARTNER_NAME: 'vendor.test',
      REGIONS: 'us-east-1',
      SIGN_IN_ISSUER: 'https://id.example',
      SIGN_IN_CLIENT_ID: 'console',
      SIGN_IN_ORIGINS: 'https://id.example',
    });

    expect(registrationSettings(environment)).toMatchObject({
      tenantClaim: other('signIn.tenantClaim'),
      signIn: {
        scope: other('signIn.scope'),
        bearer: other('signIn.bearer'),
        parameters: other('signIn.authorizationParameters'),
      },
      limits: {
        maxSources: other('tenantLimits.maxSources'),
        maxPendingSources: other('tenantLimits.maxPendingSources'),
      },
      maxRequestsPerMinute: other('tenantLimits.maxRequestsPerMinute'),
      maxBodyBytes: other('registration.maxBodyBytes'),
      history: {
        rows: other('history.rows'),
        supportClaim: other('history.supportClaim'),
        supportReads: other('history.supportReads'),
      },
      policy: {
        drift: other('reconcile.drift'),
        gone: other('reconcile.gone'),
        otherAccount: other('reconcile.otherAccount'),
        registrationGraceMinutes: other('reconcile.registrationGraceMinutes'),
      },
    });
  });

  test('registration takes so many requests a minute, and no more', async () => {
    const { fakeRegistration } = await import('../../support/registration-services.ts');
    const most = otherNumber('tenantLimits.maxRequestsPerMinute');
    const answerTo = async (requests: number) => {
      const { send } = fakeRegistration({
        replace: ({ ledger }) => ({ ledger: { ...ledger, countRequest: async () => requests } }),
      });
      return await send({});
    };

    expect(await answerTo(most)).toMatchObject({ statusCode: 200 });
    const refused = await answerTo(most + 1);

    expect(refused).toMatchObject({ statusCode: 429 });
    expect(refused.body).toContain(`The limit is ${most} requests a minute.`);
  });

  test.each([
    ['POST', '/sources'],
    ['PATCH', '/sources/aws.partner/vendor.test/acct1/repo1/111122223333'],
  ])('registration takes so large a body, and no larger: %s', async (method, path) => {
    const { fakeRegistration } = await import('../../support/registration-services.ts');
    const { send } = fakeRegistration();
    const most = otherNumber('registration.maxBodyBytes');
    const answerTo = async (bytes: number) =>
      await send({
        method,
        path,
        headers: { 'content-type': 'application/json' },
        body: ' '.repeat(bytes),
      });

    expect((await answerTo(most)).statusCode).not.toBe(413);
    expect((await answerTo(most + 1)).statusCode).toBe(413);
  });

  test('a new mapping without a source is left alone', async () => {
    const { decideMapping } = await import('../../../lambdas/domain/reconciliation.ts');
    const { standardSettings } = await import('../../../lambdas/settings/standard-settings.ts');
    const { aMapping } = await import('../../support/domain-builders.ts');
    const policy = { ...standardSettings.reconcile, gone: 'repair' } as const;
    const graceMs = otherNumber('reconcile.registrationGraceMinutes') * 60_000;
    const mapping = aMapping();
    const actionAfter = (ms: number) => {
      const nowMs = Date.parse(mapping.createdAt) + ms;
      return decideMapping(mapping, { kind: 'nonexistent' }, { nowMs, policy }).action.kind;
    };

    expect(actionAfter(graceMs - 1)).toBe('keep');
    expect(actionAfter(graceMs)).toBe('retire');
  });

  test('a new source without a mapping is left alone', async () => {
    const { decideOrphan } = await import('../../../lambdas/domain/orphan.ts');
    const { standardSettings } = await import('../../../lambdas/settings/standard-settings.ts');
    const { aMapping, testNowMs } = await import('../../support/domain-builders.ts');
    const policy = { ...standardSettings.reconcile, orphan: 'report' } as const;
    const graceMs = otherNumber('reconcile.orphanGraceHours') * 3_600_000;
    const { sourceName, sourceArn, ...orphan } = aMapping();
    const named = { ...orphan, name: sourceName, arn: sourceArn };
    const actionAfter = (ms: number) => {
      const createdAt = new Date(testNowMs - ms).toISOString();
      const seen = { kind: 'found', state: 'ACTIVE', account: orphan.account, createdAt } as const;
      return decideOrphan(named, seen, { nowMs: testNowMs, policy, generation: 'g' }).kind;
    };

    expect(actionAfter(graceMs - 1)).toBe('wait');
    expect(actionAfter(graceMs)).toBe('report');
  });

  test('local mode runs the reconciler, and says how often', async () => {
    const { reconcileSchedule } = await import('../../../local/stay.ts');
    const { localHelp } = await import('../../../local/options.ts');
    const everyMinutes = otherNumber('reconcile.everyMinutes');
    const schedule = reconcileSchedule(0);

    expect(schedule.isDue(everyMinutes * 60_000 - 1)).toBe(false);
    expect(schedule.isDue(everyMinutes * 60_000)).toBe(true);
    expect(localHelp).toContain(`runs every ${everyMinutes} minutes`);
  });
});
