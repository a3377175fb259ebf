import type { Notification } from './notification.ts';
import { advice, type Sender } from './advice.ts';

/** A mail, without its recipients. */
export interface MailText {
  readonly subject: string;
  readonly body: string;
}

/** The mail that a notification becomes. Throws if its detail type is none that customers are mailed about. */
export function mailText(notification: Notification, sender: Sender): MailText {
  const { account, region, sourceName, generator } = notification.detail;
  const { subject, what, toDo } = advice(notification, sender);
  const paragraphs = [
    'Hello,',
    what,
    [
      `AWS account:  ${account}`,
      `AWS Region:   ${region}`,
      `Events of:    ${generator}`,
      `Event source: ${sourceName}`,
    ].join('\n'),
    ...toDo,
    sender.vendorName,
  ];
  return { subject, body: `${paragraphs.join('\n\n')}\n` };
}
