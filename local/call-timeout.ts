/**
 * How long the functions wait for EventBridge in local mode: longer than where they are deployed, so
 * that an EventBridge can be asked for that is slow and answers all the same.
 */
export const callTimeoutMs = 10_000;
