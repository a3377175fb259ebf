import * as fc from 'fast-check';
import type { AnswerInWords } from '../../../../operate/report/report.ts';
import type { Validation } from '../../../../operate/validate/validation.ts';
import {
  aCall,
  aFinding,
  anItem,
  aScreenshot,
  aValidation,
} from '../../../support/validation-builders.ts';
import { hostileText, hostileValue } from './hostile-texts.ts';

/** What a run holds, as texts. */
export interface Texts {
  readonly lines: readonly string[];
  readonly value: unknown;
}

/** The texts of a run, hostile each. */
export const hostileTexts: fc.Arbitrary<Texts> = fc.record({
  lines: fc.array(hostileText, { minLength: 14, maxLength: 14 }),
  value: hostileValue,
});

/** A run that has these texts in every place. */
export function validationOf({ lines, value }: Texts): Validation {
  const [title, partnerName, at, region, problem, note, call, finding, ...rest] = lines as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    ...string[],
  ];
  const evidence = [
    aCall({ title, call, at, request: rest[0], answer: value }),
    aCall({ title: rest[1]!, call: rest[2]!, by: 'customer', answer: { [title]: value } }),
    aFinding({ title: finding, at, lines: rest }),
    aScreenshot({ title: rest[3]! }),
  ];
  return aValidation({
    title,
    partnerName,
    startedAt: at,
    regions: [region, 'us-east-1'],
    items: [
      anItem({ item: 'page', region: undefined, problems: [problem, rest[4]!], notes: [note] }),
      anItem({ item: 'accepted', region, status: 'failed', evidence }),
      anItem({ item: 'accepted', region: 'us-east-1', status: 'notRun', evidence }),
    ],
    cleanUp: { removed: 3, left: [rest[5]!] },
  });
}

/** Answers with these texts. */
export function answersOf({ lines: [question = '', ...paragraphs] }: Texts): AnswerInWords[] {
  return [{ item: 'putErrors', question, paragraphs }];
}

/** Texts of the same shape that are harmless: all but the space in them is an x. */
export function harmless({ lines, value }: Texts): Texts {
  return { lines: lines.map(plain), value: plainValue(value) };
}

function plain(text: string): string {
  return text.replace(/\S/g, 'x');
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  // Keys that become the same would be one: each has its place in front.
  return Object.fromEntries(
    Object.entries(value).map(([key, member], index) => [
      `${index}${plain(key)}`,
      plainValue(member),
    ]),
  );
}
