import { describe, expect, test } from '@jest/globals';
import {
  decideAdmission,
  withoutAdmission,
  type AdmittedSource,
} from '../../../lambdas/domain/admission.ts';
import { testNowMs } from '../../support/domain-builders.ts';

const limits = { maxSources: 3, maxPendingSources: 2 };
const activeOnes = (...arns: readonly string[]) =>
  arns.map((sourceArn) => ({ sourceArn, isPending: false }));
const pendingOnes = (...arns: readonly string[]) =>
  arns.map((sourceArn) => ({ sourceArn, isPending: true }));
const secondsAgo = (sourceArn: string, seconds: number): AdmittedSource => ({
  sourceArn,
  admittedAtMs: testNowMs - seconds * 1000,
});
const decide = (known: Parameters<typeof decideAdmission>[1]) =>
  decideAdmission('new', known, limits, testNowMs);

describe('a source is admitted', () => {
  test('while there is room, and is remembered', () => {
    expect(decide({ counted: activeOnes('a', 'b'), recent: [] })).toStrictEqual({
      kind: 'admitted',
      recent: [secondsAgo('new', 0)],
    });
  });

  test('with those of the last minute beside it, the older ones forgotten', () => {
    const recent = [secondsAgo('old', 60), secondsAgo('recent', 59.999)];

    expect(decide({ counted: [], recent })).toStrictEqual({
      kind: 'admitted',
      recent: [secondsAgo('recent', 59.999), secondsAgo('new', 0)],
    });
  });

  test('again, beyond every limit, and each time is remembered for itself', () => {
    const recent = [secondsAgo('new', 30), secondsAgo('b', 30)];
    const counted = [...pendingOnes('a', 'c'), ...activeOnes('d')];

    expect(decide({ counted, recent })).toStrictEqual({
      kind: 'admitted',
      recent: [...recent, secondsAgo('new', 0)],
    });
    expect(decide({ counted, recent: [...recent, secondsAgo('new', 0)] })).toStrictEqual({
      kind: 'admitted',
      recent: [...recent, secondsAgo('new', 0)],
    });
    expect(decide({ counted: [...counted, ...activeOnes('new')], recent: [] })).toMatchObject({
      kind: 'admitted',
    });
  });

  test('though a clock that was moved back left admissions of a time to come', () => {
    const recent = ['a', 'b', 'c'].map((sourceArn) => secondsAgo(sourceArn, -3_600));

    expect(decide({ counted: [], recent })).toStrictEqual({
      kind: 'admitted',
      recent: [secondsAgo('new', 0)],
    });
  });
});

test('an admission that was given back leaves those of other times and of other sources', () => {
  const rest = [secondsAgo('new', 1), secondsAgo('b', 0)];
  const released = withoutAdmission([...rest, secondsAgo('new', 0)], secondsAgo('new', 0));

  expect(released).toStrictEqual(rest);
  expect(decide({ counted: activeOnes('a'), recent: released }).kind).toBe('admitted');
});

describe('a source is refused', () => {
  test('beside as many as there may be, those that are not counted yet among them', () => {
    const recent = [secondsAgo('b', 1), secondsAgo('a', 1)];

    expect(decide({ counted: activeOnes('a', 'b', 'c'), recent: [] }).kind).toBe('sourceLimit');
    expect(decide({ counted: activeOnes('a', 'c'), recent }).kind).toBe('sourceLimit');
    expect(decide({ counted: activeOnes('a', 'b'), recent }).kind).toBe('admitted');
    const twice = [secondsAgo('b', 2), secondsAgo('b', 1)];
    expect(decide({ counted: activeOnes('a'), recent: twice }).kind).toBe('admitted');
  });

  test('beside as many that nobody has accepted as there may be', () => {
    const recent = [secondsAgo('a', 1)];

    expect(decide({ counted: pendingOnes('a', 'b'), recent: [] }).kind).toBe('pendingSourceLimit');
    expect(decide({ counted: pendingOnes('b'), recent }).kind).toBe('pendingSourceLimit');
    expect(decide({ counted: [...pendingOnes('b'), ...activeOnes('a')], recent }).kind).toBe(
      'admitted',
    );
  });
});
