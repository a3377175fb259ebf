import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { reportJson } from '../../../operate/report/report-json.ts';
import { makeReport } from '../../../operate/report/report.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { aCall, anItem, aScreenshot, aValidation } from '../../support/validation-builders.ts';
import { answersOf, hostileTexts, validationOf } from './support/hostile-validation.ts';

test('the JSON has the run, its items and the answers; pictures are named', () => {
  const answers = [{ item: 'putErrors', question: 'How?', paragraphs: ['So.'] }] as const;
  const items = [anItem({ item: 'page', region: undefined, evidence: [aCall(), aScreenshot()] })];
  const json = JSON.parse(reportJson(makeReport(aValidation({ items }), { mask: false, answers })));

  expect(json).toMatchObject({
    partnerName: 'vendor.example.test',
    title: 'local mode at port 4600',
    durationSeconds: 185,
    regions: ['eu-west-1', 'us-east-1'],
    passed: false,
    stopped: false,
    summary: '1 of 11 passed, 10 not run',
    accountsMasked: false,
    screenshotsLeftOut: 0,
    cleanUp: { removed: 12, left: [] },
    answers,
  });
  expect(json.items[0]).toEqual({
    item: 'page',
    status: 'passed',
    problems: [],
    notes: [],
    evidence: [
      aCall(),
      {
        at: aScreenshot().at,
        title: aScreenshot().title,
        kind: 'screenshot',
        file: 'report-01-page-2.png',
      },
    ],
  });
  expect(JSON.stringify(json)).not.toContain('secrets');
});

test('every text comes back as it was, and none is invisible in the file', () => {
  fc.assert(
    fc.property(hostileTexts, (texts) => {
      const validation = validationOf(texts);
      const answers = answersOf(texts);
      const json = reportJson(makeReport(validation, { mask: false, answers }));
      const read = JSON.parse(json);

      expect(json).not.toMatch(/[^\n\P{C}]|[\u2028\u2029]/u);
      expect(read.answers).toEqual(answers);
      expect(read.title).toBe(validation.title);
      expect(read.items[0].problems).toEqual(validation.items[0]?.problems);
    }),
    { numRuns: propertyRuns(500) },
  );
});
