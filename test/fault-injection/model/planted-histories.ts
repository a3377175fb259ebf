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

/**
 * A source vanishes and is registered again between the answer that it is gone and the retirement which
 * that leads to: a matter of milliseconds, for which these numbers were found by trying.
 */
export const lateRetirement: History = {
  setup: plainSetup('short'),
  steps: [{ afterSeconds: 0, step: { kind: 'replace', wish: 0, afterMs: 934 } }],
  faults: [],
  seed: 14,
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
