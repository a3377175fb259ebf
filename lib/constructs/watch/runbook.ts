/** The sections of `docs/runbook.md`, by the anchors of their headings: one for each kind of alarm. */
export const runbookSections = [
  'events-aging',
  'messages-returned',
  'events-dead-letters',
  'retry-dead-letters',
  'deliveries-failing',
  'retries-climbing',
  'retry-queue-behind',
  'put-partner-events-failing',
  'put-partner-events-throttled',
  'payload-bucket-unreachable',
  'function-errors',
  'function-throttles',
  'function-near-its-time-limit',
  'recursive-invocations-dropped',
  'history-late',
  'history-lost',
  'history-dead-letters',
  'foreign-body',
  'replay-dead-letters',
  'reconciler-late',
  'reconciler-failing',
  'reconciler-dead-letters',
  'checks-aging',
  'sources-expiring',
  'registration-5xx',
  'registration-slow',
] as const;

/** A section of the runbook. */
export type RunbookSection = (typeof runbookSections)[number];

/** Where the runbook is by default: a path in this repository. */
export const defaultRunbookUrl = 'docs/runbook.md';
