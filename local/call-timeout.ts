/**
 * How long the functions wait for EventBridge in local mode: longer than when deployed, so that faults can
 * include an EventBridge that is slow and still answers.
 */
export const callTimeoutMs = 10_000;
