import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseSourceName, sourceArn, sourceName } from '../../../lambdas/domain/source-name.ts';
import { anyGenerator } from '../../support/arbitraries.ts';

const account = '111122223333';
const partner = 'vendor.test';
const nameOf = (generator: string) => sourceName(partner, generator, account);

/** Pattern of PartnerEventSource names in the EventBridge service model. */
const eventBridgePattern = /^aws\.partner(\/[.\-_A-Za-z0-9]+){2,}$/;

describe('encoding', () => {
  test.each([
    ['acct1/repo1', 'acct1/repo1'],
    ['octo-org/octo_repo.js', 'octo-org/octo_repo.js'],
    ['A-Z/0.9/-_-', 'A-Z/0.9/-_-'],
    ['a/b c', 'a/b_.20c'],
    ['a/é', 'a/_.C3_.A9'],
    ['a/_é', 'a/__.C3_.A9'],
    ['a/😀', 'a/_.F0_.9F_.98_.80'],
    ['a/_.', 'a/_.5F.'],
    ['a/_.20', 'a/_.5F.20'],
    ['a/__.', 'a/__.5F.'],
    ['a_/.b', 'a_/.b'],
    ['a/%20', 'a/_.2520'],
  ])('%s is encoded as %s', (generator, encoded) => {
    expect(nameOf(generator)).toBe(`aws.partner/${partner}/${encoded}/${account}`);
  });

  test('a name gives its generator and account back', () => {
    fc.assert(
      fc.property(anyGenerator, (generator) => {
        expect(parseSourceName(partner, nameOf(generator))).toStrictEqual({ generator, account });
      }),
      { numRuns: 500 },
    );
  });

  test('a name stays inside the pattern of EventBridge', () => {
    fc.assert(
      fc.property(anyGenerator, (generator) => {
        expect(nameOf(generator)).toMatch(eventBridgePattern);
      }),
    );
  });

  test('two generators never share a name', () => {
    const trap = fc
      .string({ unit: fc.constantFrom('_', '.', '5', 'F', '2', '0', ' ', '/'), minLength: 1 })
      .map((text) => `a/${text}`);
    fc.assert(
      fc.property(trap, trap, (one, other) => {
        expect(nameOf(one) === nameOf(other)).toBe(one === other);
      }),
      { numRuns: 2000 },
    );
  });

  test('a plain generator is read as it is', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9.-]{1,20}\/[A-Za-z0-9.-]{1,20}$/);
    fc.assert(
      fc.property(plain, (generator) => {
        expect(nameOf(generator)).toContain(`/${generator}/`);
      }),
    );
  });
});

describe('parsing refuses', () => {
  test.each([
    ['a name of another partner that begins the same', 'aws.partner/vendor.test-2/a/b/1'],
    ['a name of another partner that this one begins', 'aws.partner/vendor/a/b/1'],
    ['a name without a generator', `aws.partner/${partner}/${account}`],
    ['a name with an empty generator', `aws.partner/${partner}//${account}`.replace('//', '/')],
    ['what is no partner event source', 'default'],
    ['an empty name', ''],
    ['an escape in lower case', `aws.partner/${partner}/a/_.c3_.a9/${account}`],
    ['an escape of what needs none', `aws.partner/${partner}/a/_.41/${account}`],
    ['half an escape', `aws.partner/${partner}/a/_.4/${account}`],
    ['an escape that is not UTF-8', `aws.partner/${partner}/a/_.FF/${account}`],
    ['a character cut in two', `aws.partner/${partner}/a/_.C3/${account}`],
    ['an overlong escape', `aws.partner/${partner}/a/_.C0_.A0/${account}`],
    ['an escaped slash', `aws.partner/${partner}/a_.2Fb/${account}`],
  ])('%s', (_, name) => {
    expect(parseSourceName(partner, name)).toBeUndefined();
  });

  test('every name that it does not make itself', () => {
    const tail = fc.string({ unit: fc.constantFrom('_', '.', 'C', '3', 'a', '/', '9') });
    fc.assert(
      fc.property(tail, (text) => {
        const name = `aws.partner/${partner}/${text}`;
        const parsed = parseSourceName(partner, name);
        const made = parsed && sourceName(partner, parsed.generator, parsed.account);
        expect(made ?? name).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ['us-east-1', 'arn:aws:events:us-east-1::event-source/aws.partner/x'],
  ['cn-north-1', 'arn:aws-cn:events:cn-north-1::event-source/aws.partner/x'],
  ['us-gov-west-1', 'arn:aws-us-gov:events:us-gov-west-1::event-source/aws.partner/x'],
  ['eusc-de-east-1', 'arn:aws-eusc:events:eusc-de-east-1::event-source/aws.partner/x'],
])('the ARN of a source in %s is in the partition of its Region', (region, arn) => {
  expect(sourceArn(region, 'aws.partner/x')).toBe(arn);
});
