import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { probeServices } from '../../../operate/probe/probe-services.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { aLocalMode } from '../support/a-local-mode.ts';
import { effort, movedTime } from './support/a-probed-emulator.ts';
import { probeBy } from './support/probe-by.ts';

let localMode: Awaited<ReturnType<typeof aLocalMode>>;
const folder = mkdtempSync(join(tmpdir(), 'probe-local-'));
const file = join(folder, 'local.observed.json');

beforeAll(async () => {
  localMode = await aLocalMode();
});

afterAll(async () => {
  await localMode.close();
  rmSync(folder, { recursive: true });
});

async function probe(...args: readonly string[]) {
  const fake = fakeTerminal();
  const command = probeBy({ ...probeServices, ...movedTime(), effort });
  const options = ['--port', localMode.port, '--observed', file, ...args];
  return { code: await command.run(options, fake.terminal), ...fake };
}

test('local mode is observed with its own customer, and its times say nothing about AWS', async () => {
  const { code, written } = await probe('--regions', 'us-east-1,eu-west-1');
  const { regions } = JSON.parse(readFileSync(file, 'utf8'));

  expect(code).toBe(0);
  expect(regions).toMatchObject({
    'us-east-1': { eventIdIsEventsId: true },
    'eu-west-1': { missingSource: { code: 'EventBusNotFound' } },
  });
  expect(written()).toContain(`Written: ${file}`);
  expect(written()).toContain('No setting follows from it.');
  expect(written()).toContain('since no call to AWS is so fast');
  expect(written()).not.toContain('git apply');
});

test('a dry run says where it would write', async () => {
  const { written } = await probe('--dry-run', '--json');

  expect(JSON.parse(written())).toMatchObject({
    plan: {
      title: `local mode at port ${localMode.port}`,
      run: expect.stringMatching(/^fanout-validate-[0-9a-f]{8}$/),
      regions: ['us-east-1'],
      observedFile: file,
      actsAsCustomer: true,
    },
  });
});

test('a profile is for AWS alone', async () => {
  await expect(probe('--customer-profile', 'p')).rejects.toThrow(
    '--customer-profile requires --stage',
  );
});
