import * as v from 'valibot';
import { anyOf } from '../domain/any-of.ts';
import {
  integerVariable,
  listVariable,
  regionVariable,
  textVariable,
  urlVariable,
  wordVariable,
} from './environment.ts';

/** How a setting's value is read from the text of an environment variable, and written to it. */
export interface VariableKind<T> {
  readonly inVariable: v.GenericSchema<unknown, T>;
  write(value: T): string;
}

/** A kind of value that a stage's file may hold, too. */
export interface StageKind<T> extends VariableKind<T> {
  readonly inStage: v.GenericSchema<unknown, T>;
  /** Completes "must be ..." in the line of an error. */
  readonly expected: string;
}

/** A whole number, and its bounds in a stage. */
export interface WholeNumberKind extends StageKind<number> {
  readonly min: number;
  readonly max: number;
}

/**
 * A whole number within bounds.
 *
 * @param leastInVariable where a function takes less than a stage may say
 */
export function wholeNumber(
  min: number,
  max = Number.MAX_SAFE_INTEGER,
  leastInVariable = min,
): WholeNumberKind {
  return {
    min,
    max,
    inStage: v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
    expected:
      max === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${min}`
        : `a whole number from ${min} to ${max}`,
    inVariable: integerVariable(leastInVariable, max),
    write: String,
  };
}

/** One of some words. */
export function oneOf<const W extends readonly [string, ...string[]]>(
  ...words: W
): StageKind<W[number]> {
  return {
    inStage: v.picklist(words),
    expected: anyOf(words.map((one) => JSON.stringify(one))),
    inVariable: wordVariable(words),
    write: (word) => word,
  };
}

/** Numbers of days, with commas between in the variable. */
export function listOfDays(min: number, max: number): StageKind<readonly number[]> {
  return listOfNumbers('days', min, max);
}

/** Numbers of hours, with commas between in the variable. */
export function listOfHours(min: number, max: number): StageKind<readonly number[]> {
  return listOfNumbers('hours', min, max);
}

function listOfNumbers(unit: string, min: number, max: number): StageKind<readonly number[]> {
  const number = v.pipe(
    v.number(),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
  const inText = v.pipe(
    v.string(),
    v.regex(/^\d+(\.\d+)?$/, 'must be numbers'),
    v.transform(Number),
    number,
  );
  return {
    inStage: v.array(number),
    expected: `a list of numbers of ${unit} from ${min} to ${max}`,
    inVariable: v.pipe(listVariable, v.array(inText)),
    write: (values) => values.join(','),
  };
}

/** Some text, not empty. */
export const text: StageKind<string> = {
  inStage: v.pipe(v.string(), v.nonEmpty()),
  expected: 'a text',
  inVariable: textVariable,
  write: (value) => value,
};

/**
 * A text that passes a check.
 *
 * @param expected completes "must be ..."
 */
export function textThat(check: (value: string) => boolean, expected: string): StageKind<string> {
  return {
    inStage: v.pipe(v.string(), v.check(check)),
    expected,
    inVariable: v.pipe(textVariable, v.check(check, `must be ${expected}`)),
    write: (value) => value,
  };
}

/** Texts in which anything may be, a comma too: a JSON array in the variable. */
const listOfTexts: StageKind<readonly string[]> = {
  inStage: v.array(v.pipe(v.string(), v.nonEmpty())),
  expected: 'a list of texts',
  inVariable: v.pipe(
    textVariable,
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        const value: unknown = JSON.parse(dataset.value);
        if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
      } catch {
        // The issue below says what is expected.
      }
      addIssue({ message: 'must be a JSON array of texts' });
      return NEVER;
    }),
  ),
  write: (texts) => JSON.stringify(texts),
};

/**
 * The same where each has a greatest length, and all of them together fit beside a function's other
 * variables: Lambda takes 4 KB of them.
 *
 * @param what names them, in the plural
 */
export function shortListOfTexts(
  what: string,
  mostCharacters: number,
): StageKind<readonly string[]> {
  return {
    ...listOfTexts,
    inStage: v.pipe(
      v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(mostCharacters))),
      v.check(
        (texts) => new TextEncoder().encode(listOfTexts.write(texts)).length <= mostListBytes,
      ),
    ),
    expected: `a list of ${what} of at most ${mostCharacters} characters, and of ${mostListBytesText} bytes as JSON`,
  };
}

const mostListBytes = 1_500;
// Written by hand: toLocaleString would load the data of all languages in each cold start, 10 ms.
const mostListBytesText = '1,500';

/** A URL. */
export const url: VariableKind<string> = { inVariable: urlVariable, write: (value) => value };

/** An AWS Region. */
export const region: VariableKind<string> = { inVariable: regionVariable, write: (value) => value };

/** Texts, with commas between in the variable. */
export function textList(
  inVariable: v.GenericSchema<unknown, readonly string[]> = listVariable,
): VariableKind<readonly string[]> {
  return { inVariable, write: (texts) => texts.join(',') };
}
