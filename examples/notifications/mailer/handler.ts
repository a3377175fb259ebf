import type { Sender } from './advice.ts';
import { mailText, type MailText } from './mail-text.ts';
import { keyOf, type Notification } from './notification.ts';

/** A mail to customers. */
export interface Mail extends MailText {
  readonly to: readonly string[];
}

/** Which mails were sent. */
export interface SentMails {
  /**
   * Claims a mail for a minute. `sent`: it was sent before. `claimed`: somebody else may be sending it.
   */
  claim(key: string): Promise<'mine' | 'claimed' | 'sent'>;
  noteSent(key: string): Promise<void>;
}

/** What the handler needs from outside. */
export interface MailServices {
  readonly sentMails: SentMails;
  /** The addresses of a customer, from your own data; none if you know none. */
  readonly addressesOf: (tenant: string) => Promise<readonly string[]>;
  readonly sendMail: (mail: Mail) => Promise<void>;
  readonly log: (message: string, error: unknown) => void;
}

/** Who writes, and who is written to where a customer has no address. */
export interface MailSettings extends Sender {
  readonly supportAddress: string;
}

/**
 * Sends the mail of a notification, once for all copies of the notification. If it rejects, Lambda invokes
 * it again. A mail is sent twice only if SES's answer was lost, or the note that it was sent could not be made.
 */
export function mailHandler(
  { sentMails, addressesOf, sendMail, log }: MailServices,
  settings: MailSettings,
): (notification: Notification) => Promise<void> {
  return async (notification) => {
    const { tenant } = notification.detail;
    const text = mailText(notification, settings);
    const addresses = await addressesOf(tenant);
    const key = keyOf(notification);
    const claim = await sentMails.claim(key);
    if (claim === 'sent') return;
    if (claim === 'claimed') throw new Error('another invocation may be sending this mail');
    const mail =
      addresses.length > 0 ? { to: addresses, ...text } : toSupport(text, tenant, settings);
    await sendMail(mail);
    try {
      await sentMails.noteSent(key);
    } catch (error) {
      // To reject would make a second mail certain; now there is one only if the notification comes again.
      log('a mail was sent, but this could not be noted', error);
    }
  };
}

function toSupport(
  { subject, body }: MailText,
  tenant: string,
  { supportAddress }: MailSettings,
): Mail {
  return {
    to: [supportAddress],
    subject: `No address of ${tenant}: ${subject}`,
    body: `The customer ${tenant} has no e-mail address. This mail was for it:\n\n${body}`,
  };
}
