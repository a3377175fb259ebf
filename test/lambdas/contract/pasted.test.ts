import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readPasted } from '../../../lambdas/contract/pasted.ts';
import { sourceArn, sourceName } from '../../../lambdas/domain/source-name.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { anyGenerator } from '../../support/arbitraries.ts';

const account = '111122223333';
const name = `aws.partner/vendor.test/acme/repo1/${account}`;
const region = 'eu-west-1';

test.each<[string, ReturnType<typeof readPasted>]>([
  [`arn:aws:events:${region}::event-source/${name}`, { sourceName: name, account, region }],
  [`arn:aws:events:${region}:${account}:event-bus/${name}`, { sourceName: name, account, region }],
  [
    `arn:aws:events:${region}:${account}:rule/${name}/all-partner-events`,
    { sourceName: name, account, region },
  ],
  [
    `arn:aws-cn:events:cn-north-1::event-source/${name}`,
    { sourceName: name, account, region: 'cn-north-1' },
  ],
  [`arn:aws:events:${region}:${account}:event-bus/default`, { account, region }],
  [`arn:aws:events:${region}:${account}:rule/mine`, { account, region }],
  [`arn:aws:sqs:${region}:${account}:partner-events`, { account, region }],
  [`arn:aws:iam::${account}:role/Admin`, { account }],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', {}],
  ['arn:aws:s3:::bucket', {}],
  [name, { sourceName: name, account }],
  [`  ${name}\n`, { sourceName: name, account }],
  ['aws.partner/other.com/x', { sourceName: 'aws.partner/other.com/x' }],
  [account, { account }],
  ['1111-2222-3333', { account }],
  [' 1111 2222 3333 ', { account }],
  ['1111–2222–3333', { account }],
  ['11112222333', {}],
  ['acme/repo1', {}],
  ['arn:aws:events', {}],
  ['', {}],
])('%j', (text, pasted) => {
  expect(readPasted(text)).toEqual(pasted);
});

describe('whatever the generator is', () => {
  const named = anyGenerator.map((generator) => sourceName('vendor.test', generator, account));

  test('the ARN of a source, of its bus and of a rule on it name the source', () => {
    fc.assert(
      fc.property(named, (one) => {
        const source = sourceArn(region, one);
        const bus = `arn:aws:events:${region}:${account}:event-bus/${one}`;
        const rule = `arn:aws:events:${region}:${account}:rule/${one}/a-rule`;
        for (const text of [source, bus, rule]) {
          expect(readPasted(text)).toEqual({ sourceName: one, account, region });
        }
      }),
    );
  });
});

test('no text makes it throw, and an account always has 12 digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(readPasted(text).account ?? account).toMatch(/^\d{12}$/);
    }),
  );
});
