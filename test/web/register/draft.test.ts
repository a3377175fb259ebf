import { describe, expect, test } from '@jest/globals';
import {
  accountErrorWhileTyping,
  accountOf,
  draftErrors,
  filledByAccount,
  filledByGenerator,
  registrationOf,
  serviceErrors,
  type Draft,
} from '../../../web/register/draft.ts';
import { idempotencyKeys } from '../../../web/register/idempotency-key.ts';

const draft: Draft = {
  generator: ' acme/repo1 ',
  account: '1111 2222 3333',
  region: 'eu-west-1',
  detailTypes: ['push'],
  displayName: ' ',
};

describe('an account number', () => {
  test.each(['111122223333', ' 1111-2222-3333\n', '1111\u20132222\u00a03333'])(
    'pasted as %j loses its spaces and dashes',
    (typed) => {
      expect(accountOf(typed)).toBe('111122223333');
    },
  );

  test.each([
    ['1111 2222 3333', { account: '111122223333' }],
    ['arn:aws:iam::111122223333:role/Admin', { account: '111122223333' }],
    ['arn:aws:sqs:eu-west-1:111122223333:queue', { account: '111122223333', region: 'eu-west-1' }],
    [
      'arn:aws:events:eu-west-1::event-source/aws.partner/vendor.test/acme/repo1/111122223333',
      { account: '111122223333', region: 'eu-west-1' },
    ],
    ['arn:aws:sqs:eu-west-1:1111', { account: 'arn:aws:sqs:eu-west-1:1111' }],
    ['', { account: '' }],
  ])('%j fills in the account, and the Region that it has', (typed, filled) => {
    expect(filledByAccount(typed)).toEqual(filled);
  });

  test('an ARN without an account is answered with a clear line', () => {
    expect(accountErrorWhileTyping('arn:aws:s3:::bucket')).toBe(
      'This ARN has no account ID in it.',
    );
  });

  test.each(['', '1', '1111 2222', '111122223333'])('%j is right so far', (typed) => {
    expect(accountErrorWhileTyping(typed)).toBeUndefined();
  });

  test.each(['11112222333x', '1111222233334'])('%j cannot become right', (typed) => {
    expect(accountErrorWhileTyping(typed)).toBeDefined();
  });
});

test.each([
  ['acme/re po', { generator: 'acme/re po' }],
  ['111122223333', { generator: '111122223333' }],
  ['aws.partner/vendor.test/x', { generator: 'aws.partner/vendor.test/x' }],
  [
    'aws.partner/vendor.test/acme/repo1/111122223333',
    { generator: 'acme/repo1', account: '111122223333' },
  ],
  [
    'arn:aws:events:eu-west-1::event-source/aws.partner/vendor.test/acme/repo1/111122223333',
    { generator: 'acme/repo1', account: '111122223333', region: 'eu-west-1' },
  ],
])('%j in the field of the generator fills in %j', (typed, filled) => {
  expect(filledByGenerator(typed)).toEqual(filled);
});

describe('a draft', () => {
  test('that is complete has no errors, and is sent without what surrounds its fields', () => {
    expect(draftErrors(draft)).toEqual({});
    expect(registrationOf(draft)).toEqual({
      generator: 'acme/repo1',
      account: '111122223333',
      region: 'eu-west-1',
      detailTypes: ['push'],
    });
  });

  test('may have a display name, which is sent without white space at its ends', () => {
    const named = { ...draft, displayName: ' Orders ' };
    expect(draftErrors(named)).toEqual({});
    expect(registrationOf(named)).toMatchObject({ displayName: 'Orders' });
  });

  test('may want all detail types', () => {
    expect(draftErrors({ ...draft, detailTypes: null })).toEqual({});
  });

  test.each<[keyof Draft, Draft]>([
    ['generator', { ...draft, generator: ' ' }],
    ['account', { ...draft, account: '' }],
    ['account', { ...draft, account: '11112222333' }],
    ['account', { ...draft, account: '1111222233334' }],
    ['region', { ...draft, region: '' }],
    ['displayName', { ...draft, displayName: 'x'.repeat(65) }],
    ['detailTypes', { ...draft, detailTypes: [] }],
  ])('says what is wrong with %s in %j', (field, wrong) => {
    expect(Object.keys(draftErrors(wrong))).toEqual([field]);
  });
});

test('a registration keeps its key until it changes', () => {
  let made = 0;
  const keyOf = idempotencyKeys(() => `key-${(made += 1)}`);
  const other = { ...draft, region: 'us-east-1' };
  expect([draft, { ...draft }, other, draft].map(keyOf)).toEqual([
    'key-1',
    'key-1',
    'key-2',
    'key-3',
  ]);
});

const problem = { kind: 'problem', code: 'any', title: 'Any', errors: [] } as const;

test('a generator that does not exist for the tenant is reported at its field', () => {
  const { fields, others } = serviceErrors({ ...problem, status: 404 });
  expect(Object.keys(fields)).toEqual(['generator']);
  expect(others).toEqual([]);
});

test('other errors are reported at the field that the service names', () => {
  const errors = [{ field: '/region', message: 'is not offered' }];
  expect(serviceErrors({ ...problem, status: 400, errors }).fields).toEqual({
    region: 'is not offered',
  });
  expect(serviceErrors(undefined)).toEqual({ fields: {}, others: [] });
});
