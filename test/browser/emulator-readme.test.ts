import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { readmeExample } from '../emulator/readme-examples.ts';

const run = promisify(execFile);

// Among the tests that need more than Node.js: without python3 and boto3, or without aws, they fail.
describe('the examples of the emulator’s README', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  test.each([
    ['python', 'python3', '-c', /^received push$/m],
    ['bash', 'bash', '-euo', /"detail":\{"branch":"main"\}/],
  ])('in %s sends an event that arrives', async (language, program, option, expected) => {
    const example = readmeExample(language).replaceAll('http://127.0.0.1:4610', emulator.url);
    const options = option === '-euo' ? ['-euo', 'pipefail', '-c'] : [option];
    const { stdout } = await run(program, [...options, example], { env: environment() });

    expect(stdout).toMatch(expected);
    expect(emulator.received()).toMatchObject([
      { account: '000000000101', event: { 'detail-type': 'push', detail: { branch: 'main' } } },
    ]);
  });
});

/** Without what this machine's user has told AWS's programs. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(others), AWS_PAGER: '' };
}
