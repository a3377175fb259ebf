import { describe, expect, test } from '@jest/globals';
import {
  isLive,
  nameSource,
  newMapping,
  retirementOf,
  wants,
} from '../../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';

const registration = { generator: 'acct1/repo1', account: '111122223333', region: 'us-east-1' };
const name = (fields: Partial<typeof registration>) =>
  nameSource('vendor.test', { ...registration, ...fields });

describe('naming the source of a registration', () => {
  test('gives the name by default', () => {
    expect(name({})).toStrictEqual({ name: 'aws.partner/vendor.test/acct1/repo1/111122223333' });
  });

  test.each([
    'us-east-1',
    'ap-southeast-2',
    'us-gov-west-1',
    'cn-north-1',
    'me-central-1',
    'us-east-10',
  ])('takes the Region %s', (region) => {
    expect(name({ region })).toHaveProperty('name');
  });

  test.each([
    [{ generator: 'acct1' }, 'generator must be <tenant>/<resource>, and names no resource'],
    [{ generator: 'acct1//x' }, 'generator must be <tenant>/<resource>, and has an empty segment'],
    [{ account: '11112222333' }, 'account must be 12 digits'],
    [{ account: '1111222233334' }, 'account must be 12 digits'],
    [{ account: '11112222333x' }, 'account must be 12 digits'],
    [{ account: 'x111122223333' }, 'account must be 12 digits'],
    [{ account: '111122223333\n' }, 'account must be 12 digits'],
    [{ region: 'us-east' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: 'US-EAST-1' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: 'us-east-1.evil.example' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: '' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: 'u-east-1' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: 'Xus-east-1' }, 'region must be an AWS Region such as us-east-1'],
    [{ region: 'us-1' }, 'region must be an AWS Region such as us-east-1'],
  ])('%j: %s', (fields, problem) => {
    expect(name(fields)).toStrictEqual({ problem });
  });

  test('a name of 256 characters is taken, one of 257 is refused', () => {
    const others = 'aws.partner/vendor.test/a//111122223333'.length;

    expect(name({ generator: `a/${'x'.repeat(256 - others)}` })).toHaveProperty('name');
    expect(name({ generator: `a/${'x'.repeat(257 - others)}` })).toStrictEqual({
      problem: 'generator makes a source name of 257 characters, 256 are allowed',
    });
  });

  test('what is counted is the encoded name', () => {
    expect(name({ generator: `a/${'😀'.repeat(20)}` })).toHaveProperty('problem');
  });
});

test('a new mapping is PENDING and belongs to the tenant of its generator', () => {
  const source = { name: 'aws.partner/x', arn: 'arn:x' };
  const made = { generation: 'one', createdAt: '2026-11-21T19:00:00.000Z' };

  expect(newMapping({ ...registration, detailTypes: ['push'] }, source, made)).toStrictEqual({
    ...registration,
    detailTypes: ['push'],
    sourceArn: 'arn:x',
    sourceName: 'aws.partner/x',
    tenant: 'acct1',
    state: 'PENDING',
    ...made,
  });
});

test('a retirement has the reason of its notification, and its time', () => {
  expect(
    retirementOf(aNotification({ reason: 'gone', time: '2026-11-21T19:00:00.000Z' })),
  ).toStrictEqual({
    reason: 'gone',
    retiredAt: '2026-11-21T19:00:00.000Z',
  });
});

test('a mapping wants every detail type, or those that it lists, exactly', () => {
  expect(wants(aMapping(), 'push')).toBe(true);
  expect(wants(aMapping({ detailTypes: ['push', 'issue'] }), 'issue')).toBe(true);
  expect(wants(aMapping({ detailTypes: ['push'] }), 'pushed')).toBe(false);
  expect(wants(aMapping({ detailTypes: ['push'] }), 'Push')).toBe(false);
  expect(wants(aMapping({ detailTypes: [] }), 'push')).toBe(false);
});

test('a mapping takes a test event whatever detail types it wants', () => {
  expect(wants(aMapping(), testEventDetailType)).toBe(true);
  expect(wants(aMapping({ detailTypes: ['push'] }), testEventDetailType)).toBe(true);
  expect(wants(aMapping({ detailTypes: [] }), testEventDetailType)).toBe(true);
});

test('a mapping is live until it is retired', () => {
  expect(isLive(aMapping())).toBe(true);
  expect(isLive(aMapping({ retirement: retirementOf(aNotification()) }))).toBe(false);
});
