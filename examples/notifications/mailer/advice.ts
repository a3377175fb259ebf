import { dateText, daysAfter, hoursAfter } from './date-text.ts';
import type { Notification } from './notification.ts';

/** Who writes. */
export interface Sender {
  /** Your name, as customers know it. */
  readonly vendorName: string;
  /** Your page for customers: the output ConsoleUrl, or where you show it. */
  readonly pageUrl: string;
}

interface Advice {
  readonly subject: string;
  /** What happened. */
  readonly what: string;
  /** What the customer does, and by when. */
  readonly toDo: readonly string[];
}

/** What to write about a notification. Throws if its detail type is none that customers are mailed about. */
export function advice(notification: Notification, sender: Sender): Advice {
  switch (notification.type) {
    case 'Partner Event Source Expiring':
      return expiring(notification, sender);
    case 'Partner Event Source Expired':
      return expired(notification, sender);
    case 'Partner Event Source Failing':
      return failing(notification, sender);
    case 'Partner Event Source Deleted':
      return deleted(notification, sender);
    default:
      throw new Error(`there is no mail about ${notification.type}`);
  }
}

function expiring({ detail, time }: Notification, { vendorName, pageUrl }: Sender): Advice {
  const { account, region, expirationTime, daysLeft = 0 } = detail;
  const deadline = dateText(expirationTime ?? daysAfter(time, daysLeft));
  return {
    subject: `Accept the ${vendorName} event source in AWS account ${account} by ${deadline}`,
    what: `${vendorName} cannot send events to your AWS account yet, because nobody has accepted the event source. AWS deletes the source on ${deadline}.`,
    toDo: [
      `What to do by ${deadline}: sign in to AWS account ${account}, Region ${region}. Open Amazon EventBridge, Partner event sources. Select the source, and associate it with an event bus. Then add a rule to this bus, which says where the events go.`,
      `${pageUrl} shows these steps in detail, also for CloudFormation, Terraform and the AWS CLI.`,
      ifUnwanted(pageUrl),
    ],
  };
}

function expired({ detail }: Notification, { vendorName, pageUrl }: Sender): Advice {
  const { account, region } = detail;
  return {
    subject: `The ${vendorName} event source in AWS account ${account} has expired`,
    what: `Nobody accepted the event source in time, so AWS has deleted it. ${vendorName} cannot send events to your AWS account.`,
    toDo: [
      `What to do: register account ${account}, Region ${region}, again on ${pageUrl}. Then accept the new source there in AWS. The page shows by when, and how. There is no deadline for registering again, but you get no events until you have accepted the new source.`,
    ],
  };
}

/** After so many hours, an event that EventBridge has refused is not tried again. */
const retryHours = 24;

function failing({ detail, time }: Notification, { vendorName, pageUrl }: Sender): Advice {
  const { account, region, failingHours = 0 } = detail;
  const deadline = dateText(hoursAfter(time, retryHours - failingHours));
  const isOver = failingHours >= retryHours;
  return {
    subject: `AWS account ${account} has got no ${vendorName} events for ${failingHours} hours`,
    what: `Amazon EventBridge has refused all events for your event source for ${failingHours} hours or longer. We look into it, and send each event again for ${retryHours} hours.`,
    toDo: [
      `What to do ${isOver ? 'now' : `by ${deadline}`}: check that AWS account ${account} is active and that Region ${region} is enabled in it. Open Amazon EventBridge there, Partner event sources, and check that the source is still associated with an event bus. ${isOver ? 'The oldest events are no longer sent automatically.' : 'After that, the oldest events are no longer sent automatically.'}`,
      `${pageUrl} shows which events are affected and why.`,
      ifUnwanted(pageUrl),
    ],
  };
}

function deleted({ detail }: Notification, { vendorName, pageUrl }: Sender): Advice {
  const { account, region } = detail;
  return {
    subject: `The ${vendorName} event source in AWS account ${account} was deleted`,
    what: `The event source no longer exists in AWS. ${vendorName} cannot send events to your AWS account.`,
    toDo: [
      `What to do: if you still want these events, register account ${account}, Region ${region}, again on ${pageUrl}, and accept the new source in AWS. There is no deadline, but you get no events until then. If you have done so already, you need not do anything.`,
    ],
  };
}

function ifUnwanted(pageUrl: string): string {
  return `If these events are no longer needed, delete the event source on ${pageUrl}, and we stop writing about it.`;
}
