import type { Regression } from '../regression.ts';

const peers = 'test/regressions/bugs-of-peers.test.ts';
const fanOutTest = 'test/lambdas/fan-out/handler.test.ts';
const retryTest = 'test/lambdas/retry/handler.test.ts';
const registerTest = 'test/lambdas/registration/register-source.test.ts';
const registerSource = 'lambdas/registration/register-source.ts';

/** Regressions in sending again: another event than the first time, never, or without end. */
export const retryingRegressions: readonly Regression[] = [
  {
    name: 'new-time-at-each-call',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: 'lambdas/aws/kept-entries.ts',
        find: 'epochMs(event.time) / 1000',
        replace: 'Date.now() / 1000',
      },
    ],
    tests: ['test/lambdas/aws/put-partner-events.test.ts'],
  },
  {
    name: 'new-time-at-each-reading',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: 'lambdas/domain/read-domain-event.ts',
        find: 'fields.time ?? new Date(queuedAtMs).toISOString()',
        replace: 'fields.time ?? new Date().toISOString()',
      },
    ],
    tests: [peers, 'test/lambdas/domain/read-domain-event.test.ts'],
  },
  {
    name: 'time-lost-on-the-retry-queue',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: 'lambdas/domain/retry-message.ts',
        find: '"event":${writeDomainEvent(event)}',
        replace: '"event":${writeDomainEvent({ ...event, time: new Date().toISOString() })}',
      },
    ],
    tests: [peers, 'test/lambdas/domain/retry-message.test.ts', retryTest],
  },
  {
    name: 'event-larger-than-its-retry-message',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/event-size.ts',
        find: 'if (bytes <= maxBytes) return undefined;',
        replace: 'if (bytes <= Number.POSITIVE_INFINITY) return undefined;',
      },
    ],
    tests: ['test/lambdas/domain/message-size.test.ts'],
  },
  {
    name: 'resources-counted-unescaped',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/event-size.ts',
        find: 'if (most <= maxBytes) return most;',
        replace: `const texts = [detailJson, ...resources];
  return texts.reduce((bytes, one) => bytes + Buffer.byteLength(one), most - most);`,
      },
    ],
    tests: ['test/lambdas/domain/message-size.test.ts'],
  },
  {
    name: 'static-idempotency-key-blocks-a-redrive',
    seenIn: 'Outpost #670',
    edits: [
      {
        file: 'lambdas/delivery/deliver.ts',
        find: 'const rest = await deliverToRegion(region, deliveries,',
        replace: `const known = attempted.get(services.mappings) ?? new Set<string>();
    attempted.set(services.mappings, known);
    const fresh = [...deliveries].filter((one) => {
      const isKnown = known.has(keyOf(one));
      if (isKnown) batch.acknowledgement.settled(one.messageId);
      known.add(keyOf(one));
      return !isKnown;
    });
    const rest = await deliverToRegion(region, fresh,`,
      },
      {
        file: 'lambdas/delivery/deliver.ts',
        find: 'function tryAgain(',
        replace: `const attempted = new WeakMap<object, Set<string>>();
const keyOf = ({ event, sourceArn }: Work) => \`\${event.id} \${sourceArn}\`;

function tryAgain(`,
      },
    ],
    tests: [peers, retryTest],
  },
  {
    name: 'static-idempotency-key-blocks-a-registration',
    seenIn: 'Outpost #670',
    edits: [
      {
        file: registerSource,
        find: 'const claimed = await reach(() => ledger.claimKey(tenant, key, fingerprint, nowMs));',
        replace: `const once = \`\${fingerprint} \${nowMs} \${Math.random()}\`;
  const claimed = await reach(() => ledger.claimKey(tenant, key, once, nowMs));`,
      },
      {
        file: registerSource,
        find: 'return claimed === fingerprint',
        replace: 'return claimed === once',
      },
    ],
    tests: [registerTest],
  },
  {
    name: 'redrive-given-up-for-its-old-age',
    seenIn: 'Outpost #670',
    edits: [
      {
        file: 'lambdas/retry/handler.ts',
        find: '? startOver(read.delivery, sent.sentAtMs)',
        replace: '? { ...read.delivery, ...(0 > 1 && startOver(read.delivery, 0)) }',
      },
    ],
    tests: ['test/lambdas/retry/redriven.test.ts'],
  },
  {
    name: 'unknown-failure-retried-without-end',
    seenIn: 'Outpost #276',
    edits: [
      {
        file: 'lambdas/domain/retry-policy.ts',
        find: 'if (secondsLeft <= 0) return',
        replace: 'if (known && secondsLeft <= 0) return',
      },
    ],
    tests: [peers, 'test/lambdas/domain/retry-policy.test.ts'],
  },
  {
    name: 'retry-function-left-on-terminate',
    seenIn: 'boto3 #3899',
    edits: [
      {
        file: 'lambdas/settings/deployment.ts',
        find: `far more than 16 rounds.
    recursiveLoop: 'Allow',`,
        replace: `far more than 16 rounds.
    recursiveLoop: 'Terminate',`,
      },
    ],
    tests: ['test/fault-injection/outage.test.ts', 'test/lambdas/retry/a-day-of-retries.test.ts'],
  },
  {
    name: 'time-counted-from-the-queue',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/retry-policy.ts',
        find: 'const { firstAttemptAtMs = nowMs } = delivery;',
        replace: 'const { queuedAtMs: firstAttemptAtMs } = delivery;',
      },
    ],
    tests: ['test/lambdas/domain/retry-policy.test.ts'],
  },
  {
    name: 'time-restarted-at-each-attempt',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/delivery/messages.ts',
        find: 'firstAttemptAtMs: delivery.firstAttemptAtMs ?? nowMs,',
        replace: 'firstAttemptAtMs: nowMs,',
      },
    ],
    tests: ['test/lambdas/delivery/messages.test.ts'],
  },
  {
    name: 'message-comes-again-beside-its-retry',
    seenIn: 'Outpost #276',
    edits: [
      {
        file: 'lambdas/delivery/apply-dispositions.ts',
        find: 'return unsent.map(({ delivery }) => delivery);',
        replace: 'return [...retries, ...postponed].map(({ delivery }) => delivery);',
      },
    ],
    tests: [peers, fanOutTest],
  },
  {
    name: 'metrics-failure-sends-a-batch-again',
    seenIn: 'Outpost #276',
    edits: [
      {
        file: 'lambdas/delivery/batch.ts',
        find: "log.error('the counters of a batch could not be published', { error });",
        replace:
          "log.error('the counters of a batch could not be published', { error });\n    throw error;",
      },
    ],
    tests: ['test/lambdas/delivery/batch.test.ts'],
  },
  {
    name: 'note-failure-sends-a-batch-again',
    seenIn: 'Outpost #276',
    edits: [
      {
        file: 'lambdas/delivery/note-activity.ts',
        find: 'hasFailed = true;',
        replace: 'hasFailed = true;\n        throw error;',
      },
    ],
    tests: [fanOutTest],
  },
];
