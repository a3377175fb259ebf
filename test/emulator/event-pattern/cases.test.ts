import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../../emulator/operations/operations.ts';
import { AwsError } from '../../../emulator/protocol/aws-error.ts';
import { aWorld, CUSTOMER, REGION } from '../support.ts';

type Case = {
  name: string;
  pattern: string;
  event: string;
  expected: boolean | string;
  message?: string | undefined;
};

const folder = join(import.meta.dirname, 'cases');

/**
 * Event Ruler compiles this rule, whose complexity it measures as 11, since it leaves a limit to its user. EventBridge
 * has one: by its recorded answer to `*:*:*:*:*:event-bus/*`, another rule of 11, it refuses them.
 */
const knownToDiffer = new Set([
  'MachineComplexityEvaluatorTest.testEvaluateNestedMachinesViaNextNameStates',
]);

type Compact = { events: string[]; cases: [string, string, number, boolean | string, string?][] };

/** The cases of a file: compact, as those here, or a list of them. */
function casesIn(file: string): readonly Case[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Compact | Case[];
  if (Array.isArray(content)) return content;
  const { events, cases } = content;
  return cases.map(([name, pattern, event, expected, message]) => ({
    name,
    pattern,
    event: events[event] ?? '',
    expected,
    message,
  }));
}

const world = aWorld();

function answerTo({ pattern, event }: Case): { answer: unknown; message?: string } {
  const body = { EventPattern: pattern, Event: event };
  try {
    const result = operations.TestEventPattern(world, { account: CUSTOMER, region: REGION }, body);
    return { answer: Object(result).Result };
  } catch (error) {
    if (error instanceof AwsError) return { answer: error.type, message: error.message };
    throw error;
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0];

/** The cases whose answer is another one, or whose message begins with another line where AWS's is recorded. */
function differences(cases: readonly Case[]) {
  return cases.flatMap((given) => {
    const { answer, message = '' } = answerTo(given);
    const isSame =
      answer === given.expected &&
      (given.message === undefined || firstLine(message) === firstLine(given.message));
    return isSame || knownToDiffer.has(given.name) ? [] : [{ ...given, answer, got: message }];
  });
}

const files = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => join(folder, file));

/** A file of more cases, if this variable names one: a list, with the names of this test's `Case`. */
const more = process.env['EVENT_PATTERN_CASES'];

describe('TestEventPattern answers as others have recorded it', () => {
  test.each(more === undefined ? files : [...files, more])('%s', (file) => {
    const cases = casesIn(file);

    expect(cases.length).toBeGreaterThan(40);
    expect(differences(cases)).toEqual([]);
  });

  test('in more than 1400 cases, and another answer where AWS’s own differs', () => {
    const cases = files.flatMap(casesIn);
    const other = cases.filter(({ name }) => knownToDiffer.has(name)).map(answerTo);

    expect(cases.length).toBeGreaterThan(1400);
    expect(other).toEqual([
      { answer: 'InvalidEventPatternException', message: expect.stringContaining('too complex') },
    ]);
  });
});
