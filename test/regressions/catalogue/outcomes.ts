import type { Regression } from '../regression.ts';

const outcome = 'lambdas/domain/outcome.ts';
const putRequest = 'lambdas/delivery/put-request.ts';
const applyDispositions = 'lambdas/delivery/apply-dispositions.ts';
const peers = 'test/regressions/bugs-of-peers.test.ts';
const regionTest = 'test/lambdas/delivery/deliver-to-region.test.ts';
const outcomeTest = 'test/lambdas/domain/outcome.test.ts';

/** Regressions in reading EventBridge's answers, and in what is done about a failure. */
export const outcomeRegressions: readonly Regression[] = [
  {
    name: 'inverted-retry-predicate',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: outcome,
        find: "if (isRetryable(code)) return { kind: 'retryable', failure, known: true };",
        replace: "if (rejectedCodes.has(code)) return { kind: 'retryable', failure, known: true };",
      },
      {
        file: outcome,
        find: "if (rejectedCodes.has(code)) return { kind: 'rejected', failure };",
        replace: "if (isRetryable(code)) return { kind: 'rejected', failure };",
      },
    ],
    tests: [peers, outcomeTest],
  },
  {
    name: 'source-gone-by-the-words-of-another-error',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: outcome,
        find: 'if (notFoundCodes.has(code) && isOfSource(failure.message))',
        replace: 'if (isOfSource(failure.message))',
      },
    ],
    tests: [outcomeTest],
  },
  {
    name: 'a-stage-may-call-any-code-a-missing-source',
    seenIn: 'own invariant',
    edits: [
      {
        file: outcome,
        find: "return name !== '' && !otherCodes.has(name)",
        replace: "return name !== ''",
      },
    ],
    tests: [outcomeTest],
  },
  {
    name: 'codes-of-the-stage-are-not-looked-at',
    seenIn: 'own invariant',
    edits: [
      {
        file: putRequest,
        find: 'const { sourceGoneCodes } = context.settings;',
        replace: 'const sourceGoneCodes = undefined;',
      },
    ],
    tests: [regionTest],
  },
  {
    name: 'one-status-for-every-failure',
    seenIn: 'segmentio/action-destinations',
    edits: [{ file: outcome, find: "code: code ?? ''", replace: "code: '400'" }],
    tests: [peers, outcomeTest],
  },
  {
    name: 'missing-result-is-success',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: outcome,
        find: "if (result === undefined) return unanswered('no result came back for the entry');",
        replace: "if (result === undefined) return { kind: 'delivered', eventId: '' };",
      },
    ],
    tests: [peers, outcomeTest],
  },
  {
    name: 'failed-entry-count-ignored',
    seenIn: '@castore/message-bus-adapter-event-bridge',
    edits: [
      {
        file: putRequest,
        find: 'outcome: classifyEntry(results[index], settings.sourceGoneCodes)',
        replace: `outcome: { kind: 'delivered', eventId: results[index]?.EventId ?? '' }`,
      },
    ],
    tests: [peers, regionTest],
  },
  {
    name: 'retry-is-a-todo',
    seenIn: 'berndruecker/zeebe-aws-event-bridge',
    edits: [
      {
        file: 'lambdas/domain/retry-policy.ts',
        find: 'return retryOrGiveUp(delivery, outcome, { nowMs, random, policy });',
        replace: "return { kind: 'accepted', eventBridgeId: '' };",
      },
    ],
    tests: [peers, 'test/lambdas/domain/retry-policy.test.ts'],
  },
  {
    name: 'failures-dropped-after-logging',
    seenIn: 'SailPoint ETS',
    edits: [
      {
        file: applyDispositions,
        find: 'const unsent = new Set(await send(retryDeadLetters, decided, messages, timeoutMs));',
        replace:
          'const unsent = new Set(await send(retryDeadLetters, decided, messages.slice(0, 0), timeoutMs));\n  unsent.clear();',
      },
    ],
    tests: [peers, 'test/lambdas/delivery/apply-dispositions.test.ts'],
  },
  {
    name: 'entry-failures-only-reported',
    seenIn: 'awslabs/eventbridge-kafka-connector',
    edits: [
      {
        file: applyDispositions,
        find: 'const unsent = await send(retryQueue, [...retries, ...postponed], messages, timeoutMs);',
        replace:
          'const unsent: readonly Decided<T>[] = await send(retryQueue, [], messages.slice(0, 0), timeoutMs);',
      },
    ],
    tests: [peers, 'test/lambdas/delivery/apply-dispositions.test.ts'],
  },
  {
    name: 'one-failure-sends-its-neighbours-again',
    seenIn: 'own invariant',
    edits: [
      {
        file: putRequest,
        find: 'outcome: classifyEntry(results[index], settings.sourceGoneCodes)',
        replace: `outcome: classifyEntry(
        results.find(({ EventId: eventId }) => !eventId) ?? results[index],
      )`,
      },
    ],
    tests: [peers, regionTest],
  },
];
