/** The detail types of the events by which the vendor learns what became of a source. */
export type NotificationType =
  | 'Partner Event Source Activated'
  | 'Partner Event Source Deactivated'
  | 'Partner Event Source Expiring'
  | 'Partner Event Source Expired'
  | 'Partner Event Source Deleted'
  | 'Partner Event Source Adopted';

/** Something that the vendor is to be told about a mapping; it is kept with it until it was told. */
export interface Notification {
  readonly type: NotificationType;
  /** When it was noticed, RFC 3339. */
  readonly time: string;
  readonly reason: string;
  /** For an expiring source: the threshold that was passed. */
  readonly daysLeft?: number;
}
