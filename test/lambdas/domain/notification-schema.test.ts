import { describe, expect, test } from '@jest/globals';
import {
  notificationMeanings,
  notificationSchema,
} from '../../../lambdas/domain/notification-schema.ts';
import { notificationTypes } from '../../../lambdas/domain/notification.ts';
import { fitsSchema } from '../../support/notification-schemas.ts';

const always = [
  'tenant',
  'generator',
  'account',
  'region',
  'sourceName',
  'sourceArn',
  'state',
  'reason',
];

describe.each(notificationTypes)('the schema of %s', (type) => {
  const { required, properties } = notificationSchema(type);
  const threshold = {
    'Partner Event Source Expiring': ['daysLeft'],
    'Partner Event Source Failing': ['failingHours'],
  }[type as string];

  test('has the members of every notification, and the threshold if there is one', () => {
    expect(required).toEqual([...always, ...(threshold ?? [])]);
    expect(Object.keys(properties)).toEqual([
      ...always,
      'displayName',
      'expirationTime',
      ...(threshold ?? []),
    ]);
  });

  test('describes each member, and the event, in a sentence', () => {
    const descriptions = Object.values(properties).map(({ description }) => description);

    for (const text of [notificationMeanings[type], ...descriptions]) {
      // The registry takes 256 characters for a schema.
      expect(text).toMatch(/^[A-Z].{10,240}\.$/);
    }
  });
});

test.each([
  [{ daysLeft: undefined }, /must have required property 'daysLeft'/],
  [{ state: 'GONE' }, /must be equal to one of the allowed values/],
  [{ account: '1111' }, /must match pattern/],
  [{ expirationTime: 'tomorrow' }, /must match format/],
  [{ daysLeft: '3' }, /must be number/],
  [{ surprise: 1 }, /must NOT have additional properties/],
])('a detail with %j does not fit', (change, problem) => {
  const detail = {
    tenant: 'acct1',
    generator: 'acct1/repo1',
    account: '111122223333',
    region: 'us-east-1',
    sourceName: 'aws.partner/vendor.test/acct1/repo1/111122223333',
    sourceArn:
      'arn:aws:events:us-east-1::event-source/aws.partner/vendor.test/acct1/repo1/111122223333',
    state: 'PENDING',
    reason: 'nobody has accepted the source',
    daysLeft: 3,
  };
  expect(fitsSchema('Partner Event Source Expiring', detail)).toEqual(detail);

  expect(() => fitsSchema('Partner Event Source Expiring', { ...detail, ...change })).toThrow(
    problem,
  );
});
