import type { Regression } from '../regression.ts';

const breaker = 'lambdas/reconcile/circuit-breaker.ts';
const triedCalls = 'lambdas/reconcile/call-with-retries.ts';
const unansweredTest = 'test/lambdas/reconcile/unanswered-sources.test.ts';
const poisonTest = 'test/lambdas/reconcile/random-poison.test.ts';
const callsTest = 'test/lambdas/reconcile/region-calls.test.ts';

/** Regressions of the reconciler, of sources for which AWS does not answer. */
export const reconcilingRegressions: readonly Regression[] = [
  {
    name: 'failing-sources-are-taken-for-a-region-that-is-down',
    seenIn: 'own invariant',
    edits: [
      {
        file: breaker,
        find: "state = isThere ? 'doubtful' : 'open';",
        replace: "state = isThere ? 'open' : 'open';",
      },
    ],
    tests: [unansweredTest, poisonTest],
  },
  {
    name: 'region-that-is-down-is-never-left',
    seenIn: 'own invariant',
    edits: [
      {
        file: breaker,
        find: "state = isThere ? 'doubtful' : 'open';",
        replace: "state = 'doubtful';",
      },
    ],
    tests: [callsTest],
  },
  {
    name: 'hanging-sources-take-a-whole-time-out-each',
    seenIn: 'own invariant',
    edits: [
      {
        file: triedCalls,
        find: "await make(state === 'closed' ? timeoutMs : doubtfulTimeoutMs)",
        replace: 'await make(10_000)',
      },
    ],
    tests: [callsTest],
  },
  {
    name: 'unanswered-source-makes-the-oldest-check-younger',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/reconcile/rotate.ts',
        find: 'const hasGaps = result.hasGaps || pendingHasGaps || hadGaps;',
        replace: 'const hasGaps = hadGaps;',
      },
    ],
    tests: ['test/lambdas/reconcile/handler.test.ts', poisonTest],
  },
];
