import { expect, test } from '@jest/globals';
import { regions } from '../../lambdas/domain/regions.ts';
import { parseRegistrationEnvironment } from '../../lambdas/registration/env.ts';
import { localRegistrationEnvironment } from '../../local/registration-function.ts';
import { localSignIn } from '../../local/sign-in/sign-in.ts';

test('the function understands its environment in local mode', () => {
  const [events, history, replays] = ['events', 'history', 'replays'].map((name) => ({
    url: `http://127.0.0.1:4600/000000000000/${name}`,
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    census: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
    messages: () => [],
  }));
  const environment = localRegistrationEnvironment(
    {
      queues: { events: events!, history: history!, replays: replays! },
      tableName: 'mappings',
      historyTableName: 'history',
    },
    localSignIn('http://127.0.0.1:4604'),
  );

  expect(parseRegistrationEnvironment(environment)).toMatchObject({
    MAPPING_TABLE_NAME: 'mappings',
    EVENTS_QUEUE_URL: events!.url,
    REGIONS: regions.map(({ region }) => region),
    TENANT_CLAIM: 'tenant',
    SIGN_IN_ISSUER: 'http://127.0.0.1:4604/_local/issuer',
    SIGN_IN_ORIGINS: ['http://127.0.0.1:4604'],
    MAX_SOURCES_PER_TENANT: 1000,
  });
});
