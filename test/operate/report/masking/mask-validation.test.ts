import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseExact } from '../../../../lambdas/domain/exact-json.ts';
import { reportHtml } from '../../../../operate/report/html/report-html.ts';
import { reportMarkdown } from '../../../../operate/report/markdown/report-markdown.ts';
import { maskedValue } from '../../../../operate/report/masking/value-mask.ts';
import { reportJson } from '../../../../operate/report/report-json.ts';
import { makeReport } from '../../../../operate/report/report.ts';
import type { Validation } from '../../../../operate/validate/validation.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import {
  aCall,
  aFinding,
  anItem,
  aScreenshot,
  aValidation,
} from '../../../support/validation-builders.ts';

const accounts = ['111122223333', '000000000100'];

/** The report in all its forms. */
function shown(validation: Validation, isMasked: boolean): string {
  const answers = [{ item: 'putErrors', question: 'How?', paragraphs: accounts }] as const;
  const report = makeReport(validation, { mask: isMasked, answers });
  const forms = [reportHtml(report), reportMarkdown(report), reportJson(report)];
  return [...forms, ...report.sections.map(({ id }) => id)].join('\n');
}

/** A run that says a text in every place. */
function saying(text: string, secrets: readonly string[]): Validation {
  const evidence = [
    aCall({
      title: text,
      call: text,
      request: { [text]: [text] },
      answer: JSON.stringify({ text }),
    }),
    aCall({ request: text, answer: { a: { b: text } } }),
    aFinding({ title: text, lines: [text, `x${text}y`] }),
    aScreenshot({ title: text }),
  ];
  return aValidation({
    title: text,
    partnerName: text,
    regions: [text],
    accounts,
    secrets,
    items: [anItem({ region: text, problems: [text], notes: [text], evidence })],
    cleanUp: { removed: 1, left: [text] },
  });
}

/** How a secret may be written. */
const writings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => JSON.stringify(JSON.stringify({ secret })),
  (secret) => encodeURIComponent(secret),
  (secret) => `https://x.test/?${new URLSearchParams({ secret }).toString()}`,
  (secret) => `e30.${Buffer.from(JSON.stringify({ secret })).toString('base64url')}.c2ln`,
];

const aSecret = fc
  .tuple(fc.uuid(), fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), fc.uuid())
  .map((parts) => parts.join(''));

test('no secret is in any form of the report, masked or not', () => {
  fc.assert(
    fc.property(
      aSecret,
      fc.constantFrom(...writings),
      fc.boolean(),
      (secret, written, isMasked) => {
        const report = shown(saying(written(secret), [secret]), isMasked);

        expect(report).toContain('[hidden]');
        for (const write of writings) expect(report.includes(write(secret))).toBe(false);
        for (const id of [secret.slice(0, 36), secret.slice(-36)]) {
          expect(report.includes(id)).toBe(false);
        }
      },
    ),
    { numRuns: propertyRuns(200) },
  );
});

test('no account number is in any form of a masked report, nor in its names', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...accounts),
      fc.constantFrom(...writings),
      fc.string({ unit: 'grapheme-ascii', maxLength: 10 }),
      (account, written, around) => {
        const report = shown(saying(written(`${around}${account}/${around}`), []), true);

        for (const one of accounts) expect(report.includes(one)).toBe(false);
        expect(report).toContain(`ACCOUNT-${accounts.indexOf(account) + 1}`);
      },
    ),
    { numRuns: propertyRuns(200) },
  );
});

test('account numbers stay unless the report is masked', () => {
  expect(shown(saying('111122223333', []), false)).toContain('111122223333');
});

const mask = (text: string) => text.replaceAll('111122223333', 'ACCOUNT-1');

describe('a value of the evidence', () => {
  test.each<[string, unknown, unknown]>([
    ['a number that is an account', 111_122_223_333, 'ACCOUNT-1'],
    ['another number', 1.5, 1.5],
    ['a key', { 'q-111122223333': 1 }, { 'q-ACCOUNT-1': 1 }],
    ['a big integer', 111_122_223_333n, 'ACCOUNT-1'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a date that is none', new Date(Number.NaN), '[no date]'],
    ['bytes', new Uint8Array(3), '[3 bytes]'],
    ['an error', new TypeError('of 111122223333'), 'TypeError: of ACCOUNT-1'],
    ['a map', new Map([['a', '111122223333']]), { a: 'ACCOUNT-1' }],
    ['a set', new Set([1]), '[a set of 1]'],
    ['a function', String, '[a function]'],
    ['nothing', [null, undefined, true], [null, undefined, true]],
    ['a header', { Authorization: 'x', next: 'y' }, { Authorization: '[hidden]', next: 'y' }],
    ['a header that is not there', { authorization: null }, { authorization: null }],
  ])('is shown: %s', (_, value, masked) => {
    expect(maskedValue(value, mask)).toEqual(masked);
  });

  test('keeps the text of its numbers', () => {
    const value = parseExact('[300.00000000000000001, 111122223333.00000]');

    expect(JSON.stringify(maskedValue(value, mask))).toBe(
      '[300.00000000000000001,"ACCOUNT-1.00000"]',
    );
  });

  test('that refers to itself is cut', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;

    expect(JSON.stringify(maskedValue(value, mask))).toContain(
      '[nested more than 100 levels deep]',
    );
  });
});
