import type { Mapping } from './mapping.ts';
import type { Notification } from './notification.ts';
import type { NotificationDetail } from './notification-schema.ts';

/** The detail of the event that brings a notification to the vendor. */
export function notificationDetail(
  mapping: Mapping,
  notification: Notification,
): NotificationDetail {
  const { reason, daysLeft, failingHours } = notification;
  const { tenant, generator, account, region, sourceName, sourceArn, state } = mapping;
  const { displayName, expirationTime } = mapping;
  return {
    tenant,
    generator,
    account,
    region,
    sourceName,
    sourceArn,
    ...(displayName !== undefined && { displayName }),
    state,
    reason,
    ...(expirationTime && { expirationTime }),
    ...(daysLeft !== undefined && { daysLeft }),
    ...(failingHours !== undefined && { failingHours }),
  };
}
