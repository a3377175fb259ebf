import type { Regression } from '../regression.ts';

const putPartnerEvents = 'lambdas/aws/put-partner-events.ts';
const partnerSources = 'lambdas/aws/partner-sources.ts';
const putTest = 'test/lambdas/aws/put-partner-events.test.ts';
const sourcesTest = 'test/lambdas/aws/partner-sources.test.ts';
const clientsTest = 'test/regressions/bugs-of-clients.test.ts';

/** Regressions in calling EventBridge. */
export const callingRegressions: readonly Regression[] = [
  {
    name: 'client-per-call',
    seenIn: 'segmentio/action-destinations',
    edits: [{ file: putPartnerEvents, find: '    senders.set(region, sender);\n', replace: '' }],
    tests: [putTest],
  },
  {
    name: 'client-per-call-for-sources',
    seenIn: 'segmentio/action-destinations',
    edits: [{ file: partnerSources, find: '    clients.set(region, client);\n', replace: '' }],
    tests: [clientsTest],
  },
  {
    name: 'call-is-made-again-at-once',
    seenIn: 'own invariant',
    edits: [
      {
        file: putPartnerEvents,
        find: 'const answer = await send(body.bytes, signal);',
        replace: `const first = await send(body.bytes, signal).catch(() => undefined);
      const isAnswered = first !== undefined && readPutAnswer(first).kind === 'answered';
      const answer = isAnswered ? first : await send(body.bytes, signal);`,
      },
    ],
    tests: [putTest],
  },
  {
    name: 'body-is-written-over-while-it-is-sent',
    seenIn: 'own invariant',
    edits: [
      {
        file: putPartnerEvents,
        find: 'if (answer.isBodySent) body.giveBack();',
        replace: 'body.giveBack();',
      },
    ],
    tests: ['test/lambdas/aws/body-under-way.test.ts'],
  },
  {
    name: 'prefix-listing-proves-existence',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: partnerSources,
        find: 'new ListPartnerEventSourceAccountsCommand({ EventSourceName: name })',
        replace: 'new ListPartnerEventSourcesCommand({ NamePrefix: name })',
      },
      {
        file: partnerSources,
        find: 'return observationOf(answer.PartnerEventSourceAccounts ?? []);',
        replace: `const found = answer.PartnerEventSources?.[0]?.Name;
        if (found === undefined) return { kind: 'nonexistent' };
        return { kind: 'found', account: name.slice(name.lastIndexOf('/') + 1), state: 'PENDING' };`,
      },
    ],
    tests: [sourcesTest],
  },
  {
    name: 'already-exists-swallowed',
    seenIn: 'segmentio/action-destinations',
    edits: [{ file: partnerSources, find: "return 'exists';", replace: "return 'created';" }],
    tests: [sourcesTest],
  },
  {
    name: 'already-exists-for-any-account',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: 'lambdas/registration/make-registration.ts',
        find: 'const seen = foundFor(account, answer.observation);',
        replace: 'const seen = foundFor(answer.observation.account, answer.observation);',
      },
    ],
    tests: ['test/lambdas/registration/register-source.test.ts'],
  },
  {
    name: 'failing-table-is-asked-by-ourselves-again',
    seenIn: 'own invariant',
    edits: [
      { file: 'lambdas/aws/calls/own-first.ts', find: '        isOwn = false;\n', replace: '' },
    ],
    tests: ['test/lambdas/aws/calls/own-first.test.ts'],
  },
  {
    name: 'bytes-sent-as-numbers',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/calls/own-call.ts',
        find: 'if (ArrayBuffer.isView(value) || isWrittenBuffer(value))',
        replace: 'if (isWrittenBuffer(value))',
      },
    ],
    tests: ['test/lambdas/aws/calls/own-call.test.ts'],
  },
];
