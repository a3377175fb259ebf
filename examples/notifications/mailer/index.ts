import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { addressesIn } from './addresses.ts';
import { mailHandler } from './handler.ts';
import { sentMailsIn } from './sent-mails.ts';
import { sesMail } from './ses-mail.ts';

const dynamodb = new DynamoDBClient();
// Lambda repeats the whole invocation. A client that repeats a call without an answer may send a mail twice.
const ses = new SESv2Client({ maxAttempts: 1 });

/** The function that the rules invoke. */
export const handler = mailHandler(
  {
    sentMails: sentMailsIn(dynamodb, variable('SENT_MAILS_TABLE'), Date.now),
    addressesOf: addressesIn(dynamodb, variable('ADDRESSES_TABLE')),
    sendMail: sesMail(ses, variable('FROM_ADDRESS')),
    // Lambda puts it into the function's log.
    log: (message, error) => void process.stderr.write(`${message}: ${String(error)}\n`),
  },
  {
    vendorName: variable('VENDOR_NAME'),
    pageUrl: variable('PAGE_URL'),
    supportAddress: variable('SUPPORT_ADDRESS'),
  },
);

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is missing`);
  return value;
}
