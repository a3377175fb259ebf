import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  boundsKey,
  canBeArn,
  isInScope,
  isUnbounded,
  partAttributes,
  readPart,
  scopeAttributes,
  type Scope,
} from '../../../lambdas/domain/part.ts';
import { anyGenerator } from '../../support/arbitraries.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';

const reader = (attributes: Readonly<Record<string, string>>) => (name: string) => attributes[name];

describe('the attributes of a message', () => {
  test.each<Scope>([
    {},
    { sourceArn: 'arn:one' },
    { regions: ['us-east-1', 'eu-west-1'] },
    { after: 'arn:a', through: 'arn:b' },
    { sourceArn: 'arn:one', regions: ['us-east-1'], after: 'arn:a', through: 'arn:b' },
  ])('of a part have its scope, and when the whole message was queued: %j', (scope) => {
    const attributes = partAttributes(scope, { queuedAtMs: testNowMs });

    expect(readPart(reader(attributes))).toEqual({
      scope,
      queuedAtMs: testNowMs,
      isCounted: true,
      countsFiltered: false,
    });
  });

  test('of a part say whether what filters leave out is still to be counted', () => {
    const counting = partAttributes({}, { queuedAtMs: testNowMs, countsFiltered: true });
    const counted = partAttributes({}, { queuedAtMs: testNowMs, countsFiltered: false });

    expect(readPart(reader(counting))).toMatchObject({ isCounted: true, countsFiltered: true });
    expect(counted).toEqual(partAttributes({}, { queuedAtMs: testNowMs }));
  });

  test('of a part say since when details of its events could not be stored', () => {
    const attributes = partAttributes(
      { sourceArn: 'arn:one' },
      { queuedAtMs: testNowMs, failingSinceMs: testNowMs + 5 },
    );

    expect(readPart(reader(attributes))).toEqual({
      scope: { sourceArn: 'arn:one' },
      queuedAtMs: testNowMs,
      failingSinceMs: testNowMs + 5,
      isCounted: true,
      countsFiltered: false,
    });
  });

  test('of the vendor’s own message have no bounds, and its events count', () => {
    expect(readPart(reader({}))).toEqual({
      scope: {},
      isCounted: false,
      countsFiltered: true,
    });
    expect(readPart(reader({ sourceArn: 'arn:one', reason: 'any' }))).toEqual({
      scope: { sourceArn: 'arn:one' },
      isCounted: false,
      countsFiltered: true,
    });
  });

  test.each([
    'no JSON',
    '7',
    '{}',
    '{"queuedAtMs":"soon"}',
    '{"queuedAtMs":-1}',
    '{"queuedAtMs":1.5}',
    '{"queuedAtMs":1,"failingSinceMs":-1}',
    '{"queuedAtMs":1,"failingSinceMs":1.5}',
    '{"queuedAtMs":1,"failingSinceMs":"soon"}',
    '{"queuedAtMs":1,"regions":"us-east-1"}',
    '{"queuedAtMs":1,"after":""}',
    `{"queuedAtMs":1,"through":"${'x'.repeat(341)}"}`,
    '{"queuedAtMs":1,"countsFiltered":false}',
    '{"queuedAtMs":1,"other":1}',
  ])('that are no part of ours cannot be read: %s', (part) => {
    expect(readPart(reader({ part }))).toBeUndefined();
  });
});

test.each([
  [{}],
  [{ sourceArn: 'arn:one' }],
  [{ part: 'no JSON' }],
  [{ sourceArn: 'arn:one', part: '{"queuedAtMs":1,"after":"arn:a"}' }],
])('the attributes that bound a message’s sources are kept as they came: %j', (attributes) => {
  const others = { reason: 'any', traceparent: 'x' };

  expect(scopeAttributes(reader({ ...others, ...attributes }))).toStrictEqual(attributes);
});

describe('bounds', () => {
  test('have a key of their own, and none if there is no bound', () => {
    const bounds = [
      { sourceArn: 'a' },
      { after: 'a' },
      { through: 'a' },
      { after: 'a', through: 'b' },
    ];

    expect(boundsKey({ regions: ['us-east-1'], after: undefined } as Scope)).toBe('');
    expect(new Set(bounds.map(boundsKey)).size).toBe(bounds.length);
    expect(boundsKey({ through: 'b', after: 'a' })).toBe(boundsKey(bounds[3]!));
  });

  test.each([
    ['', false],
    ['a', false],
    ['aa', true],
    ['a'.repeat(340), true],
    ['a'.repeat(341), false],
  ])('of a text may be looked up as an ARN: %#', (text, may) => {
    expect(canBeArn(text)).toBe(may);
  });

  test('are in the order of bytes, which is DynamoDB’s: ARNs are ASCII', () => {
    fc.assert(
      fc.property(anyGenerator, anyGenerator, (one, other) => {
        const [a, b] = [one, other].map((generator) => aMapping({ generator }).sourceArn);

        expect(Math.sign(Buffer.compare(Buffer.from(a!), Buffer.from(b!)))).toBe(
          a! < b! ? -1 : Number(a! > b!),
        );
      }),
    );
  });
});

describe('a scope', () => {
  test.each<[Scope, boolean]>([
    [{}, true],
    [{ sourceArn: undefined, regions: undefined }, true],
    [{ sourceArn: 'arn' }, false],
    [{ regions: ['us-east-1'] }, false],
    [{ after: 'arn' }, false],
    [{ through: 'arn' }, false],
  ])('%j is without a bound: %s', (scope, isWithout) => {
    expect(isUnbounded(scope)).toBe(isWithout);
  });

  const mapping = aMapping({ region: 'eu-west-1' });
  const { sourceArn } = mapping;

  test.each<[string, Scope, boolean]>([
    ['without a bound takes every source in', {}, true],
    ['of the source takes it in', { sourceArn }, true],
    ['of another source does not', { sourceArn: `${sourceArn}0` }, false],
    ['of its Region takes it in', { regions: ['us-east-1', 'eu-west-1'] }, true],
    ['of other Regions does not', { regions: ['us-east-1'] }, false],
    ['of no Region does not', { regions: [] }, false],
    ['of sources behind a lesser one takes it in', { after: sourceArn.slice(0, -1) }, true],
    ['of sources behind itself does not', { after: sourceArn }, false],
    ['of sources up to itself takes it in', { through: sourceArn }, true],
    ['of sources up to a lesser one does not', { through: sourceArn.slice(0, -1) }, false],
  ])('%s', (_, scope, isIn) => {
    expect(isInScope(mapping, scope)).toBe(isIn);
  });
});
