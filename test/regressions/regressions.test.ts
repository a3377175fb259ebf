import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { regressions } from './catalogue.ts';
import { applyEdits, inject } from './inject.ts';
import { readOptions } from './options.ts';
import { reportLines } from './report.ts';
import { readResult } from './run-tests.ts';

const project = new URL('../../', import.meta.url);
const edit = { file: 'some.ts', find: 'old', replace: 'new' };

/** A test file in Jest's JSON result, with a test of each status. */
const ranFile = (...statuses: readonly string[]) => ({
  name: '/copy/some.test.ts',
  message: 'SyntaxError',
  assertionResults: statuses.map((status) => ({ fullName: `a ${status} one`, status })),
});
const read = (...testResults: readonly object[]) =>
  readResult(JSON.stringify({ testResults }), ['some.test.ts']);

describe('every regression', () => {
  test.each(regressions)('$name can be injected in the code as it is', ({ edits }) => {
    const byFile = Map.groupBy(edits, ({ file }) => file);
    for (const [file, ofFile] of byFile) {
      const text = readFileSync(new URL(file, project), 'utf8');
      expect(applyEdits(text, ofFile)).not.toBe(text);
    }
  });

  test('is looked for by tests that are there, and has a name of its own', () => {
    const missing = regressions.flatMap(({ tests }) =>
      tests.filter((file) => !existsSync(new URL(file, project))),
    );

    expect(missing).toEqual([]);
    expect(regressions.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(new Set(regressions.map(({ name }) => name)).size).toBe(regressions.length);
  });
});

describe('an edit', () => {
  test('changes the one place that it means', () => {
    expect(applyEdits('the old house', [edit])).toBe('the new house');
  });

  test('takes its replacement literally', () => {
    expect(applyEdits('the old house', [{ ...edit, replace: '$& $1' }])).toBe('the $& $1 house');
  });

  test.each([
    ['the new house', /not there/],
    ['old and old', /there 2 times/],
  ])('that does not fit is an error: %s', (text, problem) => {
    expect(() => applyEdits(text, [edit])).toThrow(problem);
  });
});

describe('injecting', () => {
  let folder: string;
  const other = { ...edit, file: 'other.ts' };
  const textOf = async (file: string) => await readFile(join(folder, file), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regressions-test-'));
    await writeFile(join(folder, edit.file), 'the old house and the red door');
    await writeFile(join(folder, other.file), 'nothing of it');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test('changes a file in all its places, and takes everything out again', async () => {
    const takeOut = await inject(folder, [edit, { ...edit, find: 'red', replace: 'blue' }]);
    expect(await textOf(edit.file)).toBe('the new house and the blue door');

    await takeOut();
    expect(await textOf(edit.file)).toBe('the old house and the red door');
  });

  test('changes nothing when one of the edits does not fit', async () => {
    await expect(inject(folder, [edit, other])).rejects.toThrow('other.ts');
    expect(await textOf(edit.file)).toBe('the old house and the red door');
  });
});

describe('a run of tests', () => {
  test('has passed, or names the tests that failed', () => {
    expect(read(ranFile('passed', 'passed'))).toEqual({ kind: 'passed', tests: 2 });
    expect(read(ranFile('passed', 'failed'))).toEqual({ kind: 'failed', failed: ['a failed one'] });
  });

  test('that was none says nothing of a regression', () => {
    expect(read(ranFile())).toMatchObject({
      kind: 'broken',
      reason: expect.stringContaining('SyntaxError'),
    });
    expect(read()).toEqual({ kind: 'broken', reason: '0 of 1 files ran' });
    expect(() => readResult('', [])).toThrow('JSON');
  });
});

describe('the command line', () => {
  test('plants everything, two at a time, by default', () => {
    expect(readOptions([])).toMatchObject({ regressions, jobs: 2, jsonFile: undefined });
    expect(readOptions(['--only', regressions[3]!.name, '--jobs', '1'])).toMatchObject({
      regressions: [regressions[3]],
      jobs: 1,
    });
  });

  test.each([
    [['--only', 'nothing'], /no regression "nothing"/],
    [['--jobs', '0'], /--jobs/],
    [['--jobs', '1.5'], /--jobs/],
    [['--fast'], /--fast/],
  ])('%j is refused in a line', (args, problem) => {
    expect(() => readOptions(args)).toThrow(problem);
  });
});

test('the report names each regression, and what noticed it or should have', () => {
  const [one, two, three] = regressions;
  const lines = reportLines([
    { kind: 'caught', regression: one!, by: ['this test', 'that test'] },
    { kind: 'survived', regression: two! },
    { kind: 'unclear', regression: three!, reason: 'nobody\nknows' },
  ]);

  expect(lines.find((line) => line.includes(one!.name))).toContain('this test (and 1 more)');
  expect(lines.find((line) => line.includes(two!.name))).toContain(`nothing in ${two!.tests[0]}`);
  expect(lines.find((line) => line.includes(three!.name))).toContain('nobody knows');
  expect(lines.at(-1)).toBe('1 of 3 injected regressions made a test fail.');
});
