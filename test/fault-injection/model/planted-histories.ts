import type { History } from './history.ts';

/** The usual limits, and the sources of some wishes, which their customers accepted. */
export const plainSetup = (
  policy: History['setup']['policy'],
  registered: readonly number[] = [0],
): History['setup'] => ({
  policy,
  limits: 'standard',
  calls: 'usual',
  maxDeliveriesPerMessage: 2_000,
  windowEntries: 1_000,
  batchSize: 10,
  orphan: { orphan: 'report', orphanGraceHours: 0 },
  skewMinutes: [0],
  registered: registered.map((wish) => ({ wish, isAccepted: true })),
});

/** An event of the first wish's generator. */
export const anEvent = {
  kind: 'event',
  generator: 'a/1',
  detailType: 'push',
  filling: 10,
  hasTime: true,
} as const;

/**
 * A source vanishes and is registered again between the answer that it is gone and the retirement which
 * that leads to: a matter of milliseconds, for which these numbers were found by trying.
 */
export const lateRetirement: History = {
  setup: plainSetup('short'),
  steps: [{ afterSeconds: 0, step: { kind: 'replace', wish: 0, afterMs: 9 } }],
  faults: [],
  seed: 6,
};

/** A Region that throttles for longer than a retry may take, under the policy of a deployed stage. */
export const longOutage: History = {
  setup: plainSetup('standard'),
  steps: [
    {
      afterSeconds: 0,
      step: { kind: 'outage', region: 'us-east-1', how: 'throttling', minutes: 1_600 },
    },
    {
      afterSeconds: 1,
      step: {
        kind: 'publish',
        messages: [[anEvent]],
      },
    },
  ],
  faults: [],
  seed: 1,
};

/** A source that has missed nothing vanishes, and an event comes, long before anybody looks at it. */
export const vanished: History = {
  setup: plainSetup('short'),
  steps: [
    { afterSeconds: 0, step: { kind: 'reconcile' } },
    { afterSeconds: 300, step: { kind: 'send missed', wish: 0 } },
    { afterSeconds: 900, step: { kind: 'lose source', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'publish', messages: [[anEvent]] } },
  ],
  faults: [],
  seed: 1,
};

/** A source that has missed nothing is paused, an event comes, and its customer goes on. */
export const heldInAPause: History = {
  setup: plainSetup('short'),
  steps: [
    { afterSeconds: 0, step: { kind: 'reconcile' } },
    { afterSeconds: 300, step: { kind: 'send missed', wish: 0 } },
    { afterSeconds: 900, step: { kind: 'pause', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'publish', messages: [[anEvent], [anEvent]] } },
    { afterSeconds: 60, step: { kind: 'resume', wish: 0 } },
  ],
  faults: [],
  seed: 1,
};

/** What was held in a pause is being sent when its customer cancels that, and is to be sent after all. */
export const stoppedWhileSending: History = {
  ...heldInAPause,
  steps: [
    ...heldInAPause.steps,
    { afterSeconds: 300, step: { kind: 'send missed', wish: 0 } },
    { afterSeconds: 20, step: { kind: 'cancel', wish: 0 } },
    { afterSeconds: 400, step: { kind: 'send missed', wish: 0 } },
  ],
};

/** What was held in a pause is left before the customer goes on. */
export const leftInAPause: History = {
  ...heldInAPause,
  steps: [
    ...heldInAPause.steps.slice(0, -1),
    { afterSeconds: 60, step: { kind: 'leave missed', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'resume', wish: 0 } },
  ],
};

/** An event waits while its Region throttles, and its customer drops what waits. */
export const skippedInAnOutage: History = {
  setup: plainSetup('short'),
  steps: [
    {
      afterSeconds: 0,
      step: { kind: 'outage', region: 'us-east-1', how: 'throttling', minutes: 5 },
    },
    { afterSeconds: 1, step: { kind: 'publish', messages: [[anEvent]] } },
    { afterSeconds: 60, step: { kind: 'skip backlog', wish: 0 } },
  ],
  faults: [],
  seed: 1,
};

/** The same, and in between more is held in another pause. */
export const stoppedAndHeldAgain: History = {
  ...heldInAPause,
  steps: [
    ...stoppedWhileSending.steps.slice(0, -1),
    { afterSeconds: 400, step: { kind: 'pause', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'publish', messages: [[anEvent]] } },
    { afterSeconds: 60, step: { kind: 'resume', wish: 0 } },
  ],
};
