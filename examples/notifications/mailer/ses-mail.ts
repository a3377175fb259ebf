import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mail } from './handler.ts';

/** Sends mails as plain text through Amazon SES. `from`: an address of a verified identity. */
export function sesMail(
  client: Pick<SESv2Client, 'send'>,
  from: string,
): (mail: Mail) => Promise<void> {
  return async ({ to, subject, body }) => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [...to] },
        Content: { Simple: { Subject: text(subject), Body: { Text: text(body) } } },
      }),
    );
  };
}

function text(data: string) {
  return { Data: data, Charset: 'UTF-8' };
}
