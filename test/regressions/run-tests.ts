import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';

const maxRunMs = 180_000;
const resultFile = 'test-result.json';

/** What a run of tests showed. `broken`: some tests did not run, so that nothing is known. */
export type TestRun =
  | { readonly kind: 'passed'; readonly tests: number }
  /** The full names of the tests that failed. */
  | { readonly kind: 'failed'; readonly failed: readonly string[] }
  | { readonly kind: 'broken'; readonly reason: string };

/** Runs test files of a copy of the project, in a process of their own; never rejects. */
export async function runTests(folder: string, testFiles: readonly string[]): Promise<TestRun> {
  const result = join(folder, resultFile);
  await rm(result, { force: true });
  // A test that hangs fails long before the run is given up: it then counts as caught.
  const limit = ['--testTimeout', '30000'];
  const jest = ['node_modules/jest/bin/jest.js', '--runInBand', '--json', '--outputFile', result];
  const node = ['--experimental-vm-modules', '--no-warnings'];
  try {
    await promisify(execFile)(
      process.execPath,
      [...node, ...jest, ...limit, '--runTestsByPath', ...testFiles],
      {
        cwd: folder,
        timeout: maxRunMs,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 2 ** 20,
      },
    );
  } catch {
    // Jest ends with 1 when a test fails: the file, or its absence, says more.
  }
  try {
    return readResult(await readFile(result, 'utf8'), testFiles);
  } catch {
    return { kind: 'broken', reason: `no result within ${maxRunMs / 1000} s` };
  }
}

const resultSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      message: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

/** What Jest's JSON result says about the requested test files. Throws when it is none. */
export function readResult(text: string, testFiles: readonly string[]): TestRun {
  const { testResults } = v.parse(resultSchema, JSON.parse(text));
  const empty = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (empty !== undefined) return { kind: 'broken', reason: `${empty.name}: ${empty.message}` };
  if (testResults.length !== testFiles.length) {
    return { kind: 'broken', reason: `${testResults.length} of ${testFiles.length} files ran` };
  }
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed');
  return failed.length === 0
    ? { kind: 'passed', tests: tests.length }
    : { kind: 'failed', failed: failed.map(({ fullName }) => fullName) };
}
