import { notificationDetail } from '../../../../lambdas/domain/notification-detail.ts';
import type { Notification } from '../../../../examples/notifications/mailer/notification.ts';
import { aMapping, aNotification } from '../../../support/domain-builders.ts';

/** What a rule of the example sends to the function, for a notification of the reconciler's. */
export function anInput(
  what: 'Expiring' | 'Expired' | 'Failing' | 'Deleted',
  fields: Partial<Notification['detail']> = {},
): Notification {
  const notification = aNotification({ type: `Partner Event Source ${what}` });
  const detail = notificationDetail(aMapping(), notification);
  return { type: notification.type, time: notification.time, detail: { ...detail, ...fields } };
}
