import { expect, test } from '@jest/globals';
import { noticeDetail } from '../../../lambdas/domain/notice-detail.ts';
import { aMapping, aNotice } from '../../support/domain-builders.ts';

test('a notice tells whose source it is, where, in what state and why', () => {
  const { generator, account, region, sourceName, sourceArn } = aMapping();

  expect(noticeDetail(aMapping(), aNotice())).toStrictEqual({
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

test('a notice of an expiring source tells when it expires, and the threshold, also that of zero', () => {
  const expirationTime = '2026-11-28T19:00:00.000Z';
  const detail = noticeDetail(
    aMapping({ state: 'PENDING', expirationTime }),
    aNotice({ daysLeft: 0 }),
  );

  expect(detail).toMatchObject({ state: 'PENDING', expirationTime, daysLeft: 0 });
});
