import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CreateTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { addressesIn } from '../../../examples/notifications/mailer/addresses.ts';
import { mailHandler, type Mail } from '../../../examples/notifications/mailer/handler.ts';
import { sentMailsIn } from '../../../examples/notifications/mailer/sent-mails.ts';
import { startDynamoDb } from '../../../local/aws/dynamodb.ts';
import { localDynamoDbClient } from '../../../local/mapping-table.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { anInput } from './support/notifications.ts';

const settings = {
  vendorName: 'Vendor',
  pageUrl: 'https://vendor.example/events',
  supportAddress: 'support@vendor.example',
};

let dynamodb: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  dynamodb = await startDynamoDb({ port: 0 });
  client = localDynamoDbClient(dynamodb.url);
});
afterAll(async () => {
  client.destroy();
  await dynamodb.close();
});

async function aTable(key: string): Promise<string> {
  tables += 1;
  const name = `table-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    }),
  );
  return name;
}

/** The function on real tables, with a clock and an SES of its own. */
async function aMailer() {
  const mails: Mail[] = [];
  const logged: string[] = [];
  const addresses = await aTable('tenant');
  const sent = await aTable('mail');
  const state = { nowMs: testNowMs, sendMail: async (mail: Mail) => void mails.push(mail) };
  const sentMails = sentMailsIn(client, sent, () => state.nowMs);
  const services = {
    sentMails,
    addressesOf: addressesIn(client, addresses),
    sendMail: async (mail: Mail) => await state.sendMail(mail),
    log: (message: string) => void logged.push(message),
  };
  const haveAddresses = async (tenant: string, emails: AttributeValue) => {
    const Item = { tenant: { S: tenant }, emails };
    await client.send(new PutItemCommand({ TableName: addresses, Item }));
  };
  await haveAddresses('acct1', { SS: ['ops@acct1.example'] });
  return { mails, logged, state, services, haveAddresses, handle: mailHandler(services, settings) };
}

let mailer: Awaited<ReturnType<typeof aMailer>>;
beforeEach(async () => {
  mailer = await aMailer();
});

const deleted = anInput('Deleted');
const unreachable = async () => await Promise.reject(new Error('the table cannot be reached'));

describe('a notification', () => {
  test('becomes one mail to the customer, however often it comes', async () => {
    for (let copy = 0; copy < 3; copy += 1) await mailer.handle(deleted);

    expect(mailer.mails).toMatchObject([
      { to: ['ops@acct1.example'], subject: expect.stringContaining('was deleted') },
    ]);
  });

  test('becomes one mail when its copies come at once; Lambda invokes the others again', async () => {
    const { sendMail } = mailer.state;
    const { promise: othersEnded, resolve } = Promise.withResolvers<void>();
    mailer.state.sendMail = async (mail) => {
      await othersEnded;
      await sendMail(mail);
    };
    let refused = 0;
    const countRefused = () => {
      refused += 1;
      if (refused === 2) resolve();
    };
    await Promise.all([1, 2, 3].map(() => mailer.handle(deleted).catch(countRefused)));

    expect(refused).toBe(2);
    await mailer.handle(deleted);
    expect(mailer.mails).toHaveLength(1);
  });

  test('that is another one becomes another mail', async () => {
    await mailer.handle(deleted);
    await mailer.handle({ ...deleted, time: '2026-11-21T20:00:00Z' });
    await mailer.handle({ ...deleted, detail: { ...deleted.detail, sourceArn: 'other' } });
    await mailer.handle({ ...deleted, type: 'Partner Event Source Expired' });

    expect(mailer.mails).toHaveLength(4);
  });

  test('goes to all addresses of its customer', async () => {
    await mailer.haveAddresses('acct1', {
      L: [{ S: 'a@acct1.example' }, { S: 'b@acct1.example' }],
    });
    await mailer.handle(deleted);

    expect(mailer.mails[0]?.to).toEqual(['a@acct1.example', 'b@acct1.example']);
  });

  test('goes to the support if its customer has no address', async () => {
    await mailer.handle({ ...deleted, detail: { ...deleted.detail, tenant: 'acct2' } });

    expect(mailer.mails).toMatchObject([
      {
        to: ['support@vendor.example'],
        subject: expect.stringMatching(/^No address of acct2: /),
        body: expect.stringContaining('Hello,'),
      },
    ]);
  });
});

describe('a mail that SES does not take', () => {
  beforeEach(async () => {
    const { sendMail } = mailer.state;
    mailer.state.sendMail = async () => await Promise.reject(new Error('throttled'));
    await mailer.handle(deleted).catch(() => undefined);
    mailer.state.sendMail = sendMail;
  });

  test('is claimed for a minute, since it may have been sent', async () => {
    mailer.state.nowMs += 59_999;

    await expect(mailer.handle(deleted)).rejects.toThrow('may be sending');
    expect(mailer.mails).toEqual([]);
  });

  test('is sent when Lambda invokes the function again a minute later', async () => {
    mailer.state.nowMs += 60_000;
    await mailer.handle(deleted);

    expect(mailer.mails).toHaveLength(1);
  });
});

test('a mail whose note could not be made is reported, and not sent again at once', async () => {
  const sentMails = { ...mailer.services.sentMails, noteSent: unreachable };
  await mailHandler({ ...mailer.services, sentMails }, settings)(deleted);

  expect(mailer.mails).toHaveLength(1);
  expect(mailer.logged).toEqual(['a mail was sent, but this could not be noted']);
  await expect(mailer.handle(deleted)).rejects.toThrow('may be sending');
});

test('nothing is claimed while addresses cannot be looked up', async () => {
  const failing = mailHandler({ ...mailer.services, addressesOf: unreachable }, settings);
  await expect(failing(deleted)).rejects.toThrow('cannot be reached');

  await mailer.handle(deleted);
  expect(mailer.mails).toHaveLength(1);
});
