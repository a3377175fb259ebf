import { describe, expect, test } from '@jest/globals';
import { guideItems } from '../../../operate/guide/items.ts';
import { makeReport } from '../../../operate/report/report.ts';
import {
  cleanUpOf,
  durationOf,
  hiddenOf,
  summaryOf,
  verdictOf,
} from '../../../operate/report/words.ts';
import type { Validation } from '../../../operate/validate/validation.ts';
import { anItem, aScreenshot, aValidation, aCall } from '../../support/validation-builders.ts';

function reportOf(fields: Partial<Validation> = {}, mask = false) {
  return makeReport(aValidation(fields), { mask, answers: [] });
}

describe('the items', () => {
  test('stand in the guide’s order, by Region in the order of the run', () => {
    const items = aValidation().items.toReversed();
    const sections = reportOf({ items, regions: ['eu-west-1', 'us-east-1'] }).sections;
    const created = sections.filter(({ item }) => item === 'sourceCreated');

    expect([...new Set(sections.map(({ item }) => item))]).toEqual(Object.keys(guideItems));
    expect(created.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
  });

  test('that the run did not come to are not run, and the run has not passed', () => {
    const report = reportOf({ items: [anItem({ item: 'page', region: undefined })] });

    expect(report.sections).toHaveLength(Object.keys(guideItems).length);
    expect(report.sections.map(({ status }) => status)).toEqual([
      'passed',
      ...Array.from({ length: report.sections.length - 1 }, () => 'notRun'),
    ]);
    expect(report.isPassed).toBe(false);
    expect(summaryOf(report)).toBe('1 of 11 passed, 10 not run');
  });

  test('have ids that are fit for a URL and for a file, and are unique', () => {
    const regions = ['eu-west-1', '../É <x>'];
    const items = regions.map((region) => anItem({ region, evidence: [aCall(), aScreenshot()] }));
    const { sections } = reportOf({ regions, items });
    const files = sections.flatMap(({ evidence }) =>
      evidence.flatMap((one) => (one.kind === 'screenshot' ? [one.file] : [])),
    );

    expect(files).toEqual([
      'report-04-sourceCreated-eu-west-1-2.png',
      'report-05-sourceCreated--x--2.png',
    ]);
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  });
});

describe('the verdict', () => {
  test.each<[string, Partial<Validation>]>([
    ['Every item of the list passed', {}],
    ['The run was stopped before its end', { stopped: true }],
    [
      'Every item of the list passed, but something was left behind',
      { cleanUp: { removed: 1, left: ['a'] } },
    ],
    ['Not every item of the list passed', { items: [anItem({ status: 'failed' })] }],
  ])('is: %s', (verdict, fields) => {
    expect(verdictOf(reportOf(fields))).toBe(verdict);
    expect(reportOf(fields).isPassed).toBe(Object.keys(fields).length === 0);
  });

  test('counts what passed, failed and was not run', () => {
    const items = aValidation().items.map((item, index) =>
      index === 0 ? { ...item, status: 'failed' as const } : item,
    );

    expect(summaryOf(reportOf())).toBe('17 of 17 passed');
    expect(summaryOf(reportOf({ items }))).toBe('16 of 17 passed, 1 failed');
  });
});

test.each([
  ['2026-11-29T12:00:42.000Z', '42 s'],
  ['2026-11-29T12:03:05.400Z', '3 min 5 s'],
  ['2026-11-29T13:00:00.000Z', '60 min 0 s'],
  ['2026-11-29T11:00:00.000Z', 'unknown'],
  ['later', 'unknown'],
])('a run that ended at %s took %s', (endedAt, words) => {
  expect(durationOf(reportOf({ endedAt }))).toBe(words);
});

test('it is said what was removed', () => {
  expect(cleanUpOf(reportOf({ cleanUp: { removed: 1, left: [] } }))).toBe(
    '1 thing that the run made was removed. Nothing was left behind.',
  );
});

test('pictures are left out of a masked report, which says so', () => {
  const items = [anItem({ evidence: [aScreenshot(), aCall(), aScreenshot()] })];
  const masked = reportOf({ items }, true);
  const kinds = masked.sections.flatMap(({ evidence }) => evidence.map(({ kind }) => kind));

  expect(kinds).toEqual(['call']);
  expect(hiddenOf(masked)).toBe(
    'Secrets and credentials are hidden. Account numbers are replaced by stand-ins such as ACCOUNT-1. 2 screenshots were left out, since pictures cannot be masked.',
  );
  expect(hiddenOf(reportOf({}, true))).not.toContain('screenshot');
  expect(hiddenOf(reportOf({ items }))).toBe('Secrets and credentials are hidden.');
});
