import { describe, expect, test } from '@jest/globals';
import {
  parseReconcileEnvironment,
  reconcileResources,
  reconcileSettings,
} from '../../../lambdas/reconcile/env.ts';
import { reconcileRequestsPerSecond } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { defaultVariables } from '../../support/default-variables.ts';

const variables = {
  ...defaultVariables('reconcile'),
  RECONCILE_REQUESTS_PER_SECOND: String(reconcileRequestsPerSecond(standardSettings.quotas)),
  MAPPING_TABLE_NAME: 'mappings',
  REPLAY_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/replays',
  PARTNER_NAME: 'vendor.test',
  PUBLIC_URL: 'https://api.example/stage/',
  REGIONS: 'us-east-1,eu-west-1',
};
const settingsOf = (others: Record<string, string | undefined> = {}) =>
  reconcileSettings(parseReconcileEnvironment({ ...variables, ...others }));

test('the environment of a deployment is the standard policy, under the quota of 50', () => {
  const { everyMinutes: _, ...policy } = standardSettings.reconcile;

  expect(settingsOf()).toEqual({
    partnerName: 'vendor.test',
    regions: ['us-east-1', 'eu-west-1'],
    requestsPerSecond: 40,
    policy: { ...policy, booksMissed: true },
  });
});

test('a stage without history notes nothing of missed events', () => {
  expect(settingsOf({ HISTORY_ROWS: 'none' }).policy).toMatchObject({ booksMissed: false });
});

test('the mapping table and the replay queue are those of the stage, and links begin as it says', () => {
  expect(reconcileResources(parseReconcileEnvironment(variables))).toEqual({
    tableName: 'mappings',
    replayQueueUrl: variables.REPLAY_QUEUE_URL,
    linksBaseUrl: 'https://api.example/stage',
  });
});

test('where nothing is relayed by reference, nothing is kept for links', () => {
  const environment = parseReconcileEnvironment({ ...variables, LARGE_EVENTS: 'no' });

  expect(reconcileResources(environment)).not.toHaveProperty('linksBaseUrl');
});

test('every policy can be set', () => {
  const { policy } = settingsOf({
    POLICY_DRIFT: 'report',
    POLICY_GONE: 'report',
    POLICY_OTHER_ACCOUNT: 'report',
    POLICY_ORPHAN: 'delete',
    ORPHAN_GRACE_HOURS: '0',
    EXPIRING_DAYS: '5,2.5',
    FAILING_HOURS: '0.5,12',
  });

  expect(policy).toMatchObject({
    drift: 'report',
    gone: 'report',
    otherAccount: 'report',
    orphan: 'delete',
    orphanGraceHours: 0,
    expiringDays: [5, 2.5],
    failingHours: [0.5, 12],
  });
});

test('no expiry has to be notified, and no Region has to be listed', () => {
  expect(settingsOf({ EXPIRING_DAYS: '', REGIONS: '' })).toMatchObject({
    regions: [],
    policy: { expiringDays: [] },
  });
});

describe('what is wrong is named, and never by its value', () => {
  test.each(Object.keys(variables))('%s missing', (name) => {
    expect(() => settingsOf({ [name]: undefined })).toThrow(`environment: ${name} is missing`);
  });

  test.each([
    ['RECONCILE_REQUESTS_PER_SECOND', '0', 'must be at least 1'],
    ['POLICY_ORPHAN', 'destroy', 'must be one of report, adopt, delete'],
    ['POLICY_GONE', 'Repair', 'must be one of report, repair'],
    ['ORPHAN_GRACE_HOURS', '-1', 'must be a whole number'],
    ['PARTNER_NAME', '', 'is empty'],
    ['EXPIRING_DAYS', '3,one', 'must be numbers'],
    ['FAILING_HOURS', '0.1', 'must be at least 0.25'],
  ])('%s = %j %s', (name, value, problem) => {
    expect(() => settingsOf({ [name]: value })).toThrow(`environment: ${name}`);
    expect(() => settingsOf({ [name]: value })).toThrow(problem);
  });
});
