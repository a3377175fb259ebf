import { expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';

jest.setTimeout(60_000);

const script = join(import.meta.dirname, '../../../../tools/bench/main.ts');

async function bench(...args: readonly string[]) {
  return await new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

test('the help names every benchmark', async () => {
  expect(await bench('--help')).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(
      /packing.*\n.*look-up.*\n.*cold-start.*\n.*fleet.*\n.*sender.*\n.*growth.*\n.*end-to-end.*\n.*emulator.*\n.*patterns.*\n.*reconciler/,
    ),
  });
});

test('a wrong name is one line, and exit code 2', async () => {
  expect(await bench('sendr')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^bench: there is no benchmark "sendr"; there are .*\n$/),
  });
});
