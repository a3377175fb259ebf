/**
 * What the rules send to the function. The detail has more members than these: docs/notifications has them
 * all, and the stage's schema registry makes code bindings of them.
 */
export interface Notification {
  readonly type: string;
  /** When the change was noticed, RFC 3339. */
  readonly time: string;
  readonly detail: {
    /** Your customer. */
    readonly tenant: string;
    readonly generator: string;
    /** The customer's AWS account. */
    readonly account: string;
    readonly region: string;
    readonly sourceName: string;
    readonly sourceArn: string;
    readonly expirationTime?: string;
    readonly daysLeft?: number;
    readonly failingHours?: number;
  };
}

/**
 * What all copies of a notification have in common. A copy that EventBridge delivers again has the same
 * event id, but one that the reconciler sends again has not.
 */
export function keyOf({ type, time, detail }: Notification): string {
  return `${type} ${time} ${detail.sourceArn}`;
}
