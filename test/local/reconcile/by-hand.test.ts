import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { portCount } from '../../../local/cloud.ts';
import { InputError } from '../../../local/input/input-error.ts';
import { reconcileByHand } from '../../../local/reconcile/by-hand.ts';
import { freePorts } from '../../support/free-ports.ts';
import { aVendor } from './vendor.ts';

let port: number;
let vendor: Awaited<ReturnType<typeof aVendor>>;

beforeEach(async () => {
  port = await freePorts(portCount);
  vendor = await aVendor(port);
});
afterEach(() => vendor.close());

async function runByHand(options: { dryRun?: boolean; json?: boolean } = {}) {
  let written = '';
  let warned = '';
  const code = await reconcileByHand(
    { dryRun: false, json: false, port, ...options },
    {
      output: { write: (text) => (written += text) },
      errorOutput: { write: (text) => (warned += text) },
    },
  );
  return { code, written, warned };
}

test('it goes by the emulator’s clock, and prints what it repaired', async () => {
  await runByHand();
  await vendor.passDays(8);
  const { code, written, warned } = await runByHand();

  expect(written).toMatch(/gone +1 +1 +repair/);
  expect({ code, warned }).toEqual({ code: 0, warned: '' });
  expect((await vendor.items())[0]!.retirement).toBeDefined();
});

test('a dry run changes nothing, and as JSON it is the report', async () => {
  await vendor.accept();
  const before = await vendor.items();
  const { code, written } = await runByHand({ dryRun: true, json: true });

  expect(JSON.parse(written)).toMatchObject({ dryRun: true, checked: 1, found: { drift: 1 } });
  expect(await vendor.items()).toEqual(before);
  expect(code).toBe(0);
});

test('an incomplete run ends with 1, and says what did not answer', async () => {
  const operations = ['ListPartnerEventSourceAccounts'];
  await vendor.askForFaults({ requestFailureRate: 1, operations });
  const { code, written, warned } = await runByHand();

  expect(written).toContain('Incomplete');
  expect(warned).toMatch(/did not answer .*region=eu-west-1/);
  expect(code).toBe(1);
});

test('where nothing answers, one line names the port', async () => {
  await vendor.close();
  const nobody = runByHand();

  await expect(nobody).rejects.toThrow(InputError);
  await expect(nobody).rejects.toThrow(new RegExp(`^--port ${port}: no local mode answers there`));
  vendor = await aVendor();
});
