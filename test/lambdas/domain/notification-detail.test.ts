import { expect, test } from '@jest/globals';
import { notificationDetail } from '../../../lambdas/domain/notification-detail.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';

test('a notification says whose source it is, where, in what state and why', () => {
  const { generator, account, region, sourceName, sourceArn } = aMapping();

  expect(notificationDetail(aMapping(), aNotification())).toStrictEqual({
    tenant: 'acct1',
    generator,
    account,
    region,
    sourceName,
    sourceArn,
    state: 'ACTIVE',
    reason: 'nobody is there',
  });
});

test('a notification has the display name that the tenant gave the source', () => {
  const detail = notificationDetail(aMapping({ displayName: 'Orders' }), aNotification());

  expect(detail).toMatchObject({ displayName: 'Orders' });
});

test('a notification of an expiring source has its expiry and the threshold, even if that is zero', () => {
  const expirationTime = '2026-11-28T19:00:00.000Z';
  const detail = notificationDetail(
    aMapping({ state: 'PENDING', expirationTime }),
    aNotification({ daysLeft: 0 }),
  );

  expect(detail).toMatchObject({ state: 'PENDING', expirationTime, daysLeft: 0 });
});

test('a notification of a failing source has the threshold', () => {
  const detail = notificationDetail(aMapping(), aNotification({ failingHours: 6 }));

  expect(detail).toMatchObject({ failingHours: 6 });
});
