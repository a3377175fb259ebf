/** The detail types of the events that notify the vendor of a change of a source. */
export const notificationTypes = [
  'Partner Event Source Activated',
  'Partner Event Source Deactivated',
  'Partner Event Source Expiring',
  'Partner Event Source Expired',
  'Partner Event Source Deleted',
  'Partner Event Source Adopted',
  'Partner Event Source Failing',
] as const;

/** The detail type of an event for the vendor. */
export type NotificationType = (typeof notificationTypes)[number];

/** A notification for the vendor about a mapping; the mapping's outbox keeps it until it is sent. */
export interface Notification {
  readonly type: NotificationType;
  /** When it was noticed, RFC 3339. */
  readonly time: string;
  readonly reason: string;
  /** For an expiring source: the threshold that was passed. */
  readonly daysLeft?: number;
  /** For a failing source: the threshold that was passed. */
  readonly failingHours?: number;
}
