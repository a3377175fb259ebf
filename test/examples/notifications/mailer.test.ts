import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { parseExact } from '../../../emulator/targets/exact-json.ts';
import { fillTemplate, parseTemplate } from '../../../emulator/targets/input-template.ts';
import { valueAt } from '../../../emulator/targets/json-path.ts';
import type { Notification } from '../../../examples/notifications/mailer/notification.ts';
import { localDynamoDbClient } from '../../../local/mapping-table.ts';
import { aVendor } from '../../local/reconcile/vendor.ts';
import './support/client-sesv2.ts';
import { exampleRules } from './support/example-stack.ts';

const root = join(import.meta.dirname, '../../..');
const rules = [...exampleRules().values()];

let folder: string;
let bundle: string;
let vendor: Awaited<ReturnType<typeof aVendor>>;

/** The function as it is deployed, with the stand-in for SES. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailer-'));
  bundle = join(folder, 'index.mjs');
  await build({
    entryPoints: [join(root, 'examples/notifications/mailer/index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
    },
    alias: {
      '@aws-sdk/client-sesv2': join(import.meta.dirname, 'support/client-sesv2.ts'),
    },
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await vendor.close();
});

/** What EventBridge makes of an event for the function, by the rule that matches it. */
function inputOf(event: object): Notification {
  const text = JSON.stringify(event);
  const matching = rules.filter(({ pattern }) =>
    matchesEvent(parseEventPattern(pattern), eventOfText(text)),
  );
  expect(matching).toHaveLength(1);
  const { InputTemplate: template, InputPathsMap: paths } = matching[0]!.transformer;
  const envelope = parseExact(text);
  const filled = fillTemplate(parseTemplate(template), (name) => valueAt(envelope, paths[name]!));
  return JSON.parse(filled!);
}

async function makeTables(url: string): Promise<void> {
  const client = localDynamoDbClient(url);
  for (const [TableName, AttributeName] of [
    ['sent-mails', 'mail'],
    ['customers', 'tenant'],
  ] as const) {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
      }),
    );
  }
  const Item = { tenant: { S: 'acme' }, emails: { L: [{ S: 'ops@acme.example' }] } };
  await client.send(new PutItemCommand({ TableName: 'customers', Item }));
  client.destroy();
}

test('a source that nobody accepts: its customer gets a mail per threshold, and one when it has expired', async () => {
  vendor = await aVendor();
  await makeTables(vendor.endpoints.dynamodb);
  Object.assign(process.env, {
    SENT_MAILS_TABLE: 'sent-mails',
    ADDRESSES_TABLE: 'customers',
    FROM_ADDRESS: 'events@vendor.example',
    VENDOR_NAME: 'Vendor',
    PAGE_URL: 'https://vendor.example/events',
    SUPPORT_ADDRESS: 'support@vendor.example',
  });
  globalThis.sentBySes = [];
  const { handler }: { handler: (input: Notification) => Promise<void> } = await import(bundle);

  for (const days of [0, 4.5, 1.9, 1]) {
    await vendor.passDays(days);
    await vendor.reconcile();
    for (const event of await vendor.notifications()) {
      const input = inputOf(event);
      await handler(input);
      // EventBridge may deliver it again.
      await handler(input);
    }
  }

  expect(globalThis.sentBySes).toMatchObject(
    ['Accept', 'Accept', 'has expired'].map((what) => ({
      FromEmailAddress: 'events@vendor.example',
      Destination: { ToAddresses: ['ops@acme.example'] },
      Content: {
        Simple: {
          Subject: { Data: expect.stringContaining(what), Charset: 'UTF-8' },
          Body: { Text: { Data: expect.stringContaining('eu-west-1'), Charset: 'UTF-8' } },
        },
      },
    })),
  );
});
