import type { Regression } from '../regression.ts';

const seenIn = 'own code until 2026-11';
const lookUp = 'lambdas/delivery/look-up.ts';
const retireMapping = 'lambdas/delivery/retire-mappings.ts';
const deliver = 'lambdas/delivery/deliver.ts';
const historyTest = 'test/lambdas/fan-out/history.test.ts';
const partsTest = 'test/lambdas/fan-out/parts.test.ts';

/** What this project itself did wrong once: in time, in size, and on connections that slept. */
export const deliveringRegressions: readonly Regression[] = [
  {
    name: 'kept-connections-used-after-a-sleep',
    seenIn: 'aws-sdk-js-v3 #1196',
    edits: [
      {
        file: 'lambdas/aws/connections.ts',
        find: 'if (now() - endedAtMs >= maxSleepMs) closeIdle();',
        replace: '',
      },
    ],
    tests: ['test/lambdas/aws/connections.test.ts'],
  },
  {
    name: 'stalled-answer-is-a-reset',
    seenIn,
    edits: [
      {
        file: 'lambdas/aws/put-partner-events.ts',
        find: 'signal.aborted ? silence(timeoutMs) : failureOf(error)',
        replace: 'failureOf(error)',
      },
    ],
    tests: ['test/lambdas/aws/put-partner-events.test.ts'],
  },
  {
    name: 'look-ups-without-a-deadline',
    seenIn,
    edits: [
      { file: lookUp, find: 'if (timeoutMs <= 0) return;', replace: '' },
      {
        file: lookUp,
        find: 'read(key, { timeoutMs, ...retired })',
        replace: 'read(key, retired)',
      },
    ],
    tests: ['test/lambdas/delivery/look-up.test.ts'],
  },
  {
    name: 'retirements-all-at-once-and-without-end',
    seenIn,
    edits: [
      {
        file: retireMapping,
        find: 'const retirementsInFlight = 16;',
        replace: 'const retirementsInFlight = Infinity;',
      },
      { file: retireMapping, find: "if (timeoutMs <= 0) return 'unclear';", replace: '' },
      {
        file: retireMapping,
        find: 'mappings.retire(version, deletion(failure, nowMs), { timeoutMs })',
        replace: 'mappings.retire(version, deletion(failure, nowMs))',
      },
    ],
    tests: ['test/lambdas/delivery/retire-mappings.test.ts'],
  },
  {
    name: 'large-message-not-divided',
    seenIn,
    edits: [
      {
        file: 'lambdas/fan-out/handler.ts',
        find: 'planMessage(message, maxDeliveriesPerMessage)',
        replace: 'planMessage(message, Infinity)',
      },
    ],
    tests: [partsTest],
  },
  {
    name: 'what-was-not-started-is-done-again',
    seenIn,
    edits: [
      {
        file: 'lambdas/fan-out/settle-unfinished.ts',
        find: 'isDivided || delivered.begun.has(messageId),',
        replace: 'isDivided && delivered.begun.has(messageId),',
      },
    ],
    tests: [partsTest],
  },
  {
    name: 'one-region-after-the-other',
    seenIn,
    edits: [
      {
        file: deliver,
        find: "import type { Failure, Outcome } from '../domain/outcome.ts';",
        replace: `import pLimit from 'p-limit';
import type { Failure, Outcome } from '../domain/outcome.ts';`,
      },
      {
        file: deliver,
        find: 'const regions = Array.from(work, async ([region, deliveries]) => {',
        replace: `const inTurn = pLimit(1);
  const regions = Array.from(work, (one) => inTurn(async ([region, deliveries]) => {`,
      },
      {
        file: deliver,
        find: `return [region, rest] as const;
  });`,
        replace: `return [region, rest] as const;
  }, one));`,
      },
    ],
    tests: ['test/lambdas/delivery/deliver.test.ts'],
  },
  {
    name: 'events-of-a-paused-source-are-lost',
    seenIn: 'Outpost #611',
    edits: [
      {
        file: 'lambdas/delivery/settle-recorded.ts',
        find: `if (disposition.kind === 'hold') {
        refused.push(delivery);
        return;
      }`,
        replace: '',
      },
    ],
    tests: [historyTest],
  },
  {
    name: 'outcomes-without-a-record-after-a-crash',
    seenIn: 'Convoy #1833',
    edits: [
      {
        file: 'lambdas/delivery/record-history.ts',
        find: 'const record = recordOf(one,',
        replace: `acknowledgement.settled(one.delivery.messageId);
        const record = recordOf(one,`,
      },
    ],
    tests: [historyTest],
  },
  {
    name: 'fan-out-function-left-on-terminate',
    seenIn: seenIn,
    edits: [
      {
        file: 'lambdas/settings/deployment.ts',
        find: `each smaller than the whole.
    recursiveLoop: 'Allow',`,
        replace: `each smaller than the whole.
    recursiveLoop: 'Terminate',`,
      },
    ],
    tests: ['test/fault-injection/model/loops.test.ts'],
  },
];
