import type { History } from './history.ts';

/** One source that its customer accepted, and nothing out of the ordinary. */
const oneSource = (policy: History['setup']['policy']): History['setup'] => ({
  policy,
  limits: 'standard',
  calls: 'usual',
  maxDeliveriesPerMessage: 2_000,
  windowEntries: 1_000,
  batchSize: 10,
  orphan: { orphan: 'report', orphanGraceHours: 0 },
  skewMinutes: [0],
  registered: [{ wish: 0, isAccepted: true }],
});

/**
 * A source vanishes and is registered again between the answer that it is gone and the retirement which
 * that leads to: a matter of milliseconds, for which these numbers were found by trying.
 */
export const lateRetirement: History = {
  setup: oneSource('short'),
  steps: [{ afterSeconds: 0, step: { kind: 'replace', wish: 0, afterMs: 934 } }],
  faults: [],
  seed: 14,
};

/** A Region that throttles for longer than a retry may take, under the policy of a deployed stage. */
export const longOutage: History = {
  setup: oneSource('standard'),
  steps: [
    {
      afterSeconds: 0,
      step: { kind: 'outage', region: 'us-east-1', how: 'throttling', minutes: 1_600 },
    },
    {
      afterSeconds: 1,
      step: {
        kind: 'publish',
        messages: [
          [
            {
              kind: 'event',
              generator: 'a/1',
              detailType: 'push',
              filling: 10,
              hasTime: true,
            },
          ],
        ],
      },
    },
  ],
  faults: [],
  seed: 1,
};
