import type { Mapping } from './mapping.ts';
import type { Notification } from './notification.ts';

/** The detail of the event that tells the vendor of a notification. */
export function notificationDetail(mapping: Mapping, { reason, daysLeft }: Notification): object {
  const { tenant, generator, account, region, sourceName, sourceArn, state } = mapping;
  return {
    tenant,
    generator,
    account,
    region,
    sourceName,
    sourceArn,
    state,
    reason,
    ...(mapping.expirationTime && { expirationTime: mapping.expirationTime }),
    ...(daysLeft !== undefined && { daysLeft }),
  };
}
