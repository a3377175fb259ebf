import type { Regression } from '../regression.ts';

const model = 'test/fault-injection/model/invariants.test.ts';
const fanOut = 'test/lambdas/fan-out/large-events.test.ts';
const store = 'test/lambdas/aws/payloads/payload-store.test.ts';
const links = 'test/lambdas/aws/payloads/payload-links.test.ts';
const fetching = 'test/lambdas/registration/payload/fetch-payload.test.ts';

/** Regressions in relaying large events by reference, and in the links to their details. */
export const largeEventRegressions: readonly Regression[] = [
  {
    name: 'stub-although-the-put-failed',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-store.ts',
        find: 'await objects.putHashed(key, bytes, sha256, timeoutMsOf(time));',
        replace:
          'await objects.putHashed(key, bytes, sha256, timeoutMsOf(time)).catch(() => undefined);',
      },
    ],
    tests: [store, model],
  },
  {
    name: 'put-for-each-customer',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/fan-out/store-large.ts',
        find: 'const large = planned.flatMap((message) => largeEventsOf(message, services));',
        replace: `const large = planned.flatMap((message) =>
    largeEventsOf(message, services).flatMap((one) =>
      mappingsFor(one.written.event, message.scope, message.mappingsOf).map(() => one),
    ),
  );`,
      },
    ],
    tests: [fanOut],
  },
  {
    name: 'failed-put-is-a-dead-letter',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/fan-out/apply-answers.ts',
        find: "else if (answer.referred.kind === 'unreachable' && !isOver) later.push(written);",
        replace: "else if (answer.referred.kind === 'unreachable' && isOver) later.push(written);",
      },
    ],
    tests: [fanOut],
  },
  {
    name: 'failing-since-is-forgotten',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/fan-out/apply-answers.ts',
        find: 'const { failingSinceMs = now() } = message;',
        replace: 'const failingSinceMs = now();',
      },
    ],
    tests: [fanOut],
  },
  {
    name: 'stub-for-what-fits',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/fan-out/plan.ts',
        find: 'return byReference === undefined || whole.sizeBytes <= maxEntryBytes',
        replace: 'return byReference === undefined || whole.sizeBytes <= 0',
      },
    ],
    tests: [fanOut],
  },
  {
    name: 'another-tenants-object-is-taken',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-store.ts',
        find: 'if (!isKeyOf(reference.key, tenant))',
        replace: "if (!isKeyOf(reference.key, tenant) && tenant === '')",
      },
    ],
    tests: [store],
  },
  {
    name: 'hash-is-not-compared',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-store.ts',
        find: 'if (sha256 !== reference.sha256)',
        replace: "if (sha256 === '')",
      },
    ],
    tests: [store],
  },
  {
    name: 'hash-of-the-escaped-detail',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-store.ts',
        find: 'const sha256 = sha256Of(bytes);',
        replace: 'const sha256 = sha256Of(JSON.stringify(detailJson));',
      },
    ],
    tests: [store],
  },
  {
    name: 'object-is-kept-from-when-it-was-seen',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-store.ts',
        find: 'const untilMs = lastModifiedMs + days * dayMs;',
        replace: 'const untilMs = Math.max(lastModifiedMs, now()) + days * dayMs;',
      },
    ],
    tests: [store],
  },
  {
    name: 'link-for-no-generation',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-links.ts',
        find: '{ generator, sourceArn, generation }) => {',
        replace: "{ generator, sourceArn, generation: _ }) => {\n    const generation = '';",
      },
    ],
    tests: [links, model],
  },
  {
    name: 'code-is-not-compared',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-tokens.ts',
        find: 'return isSame(tokenCode(read.signed, secret), read.code) ? readLink(read.text) : undefined;',
        replace:
          'return isSame(tokenCode(read.signed, secret), read.code) || true\n        ? readLink(read.text)\n        : undefined;',
      },
    ],
    tests: [links, fetching],
  },
];
