import type { Regression } from '../regression.ts';

const relay = 'test/producer/outbox/relay.test.ts';
const adding = 'test/producer/outbox/create-outbox.test.ts';

/** Regressions in the producer's outbox, of those that need no PostgreSQL to be found. */
export const outboxRegressions: readonly Regression[] = [
  {
    name: 'outbox-rows-removed-before-they-are-sent',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'producer/outbox/relay-batch.ts',
        find: '  const results = await sendRows(',
        replace: `  await settle(rows.map((row) => ({ row, id: undefined, failure: undefined })), services);
  const results = await sendRows(`,
      },
    ],
    tests: [relay],
  },
  {
    name: 'outbox-relay-ends-with-its-database',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'producer/outbox/relay-batch.ts',
        find: "onProblem({ kind: 'databaseFailed', error, willRepeat: 0 });",
        replace: 'throw error;',
      },
    ],
    tests: [relay],
  },
  {
    name: 'outbox-refused-events-hold-up-others',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'producer/outbox/relay-batch.ts',
        find: "sent === 0 && events.some(({ kind }) => kind !== 'refused')",
        replace: 'sent === 0',
      },
    ],
    tests: [relay],
  },
  {
    name: 'outbox-time-of-each-try',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'producer/outbox/write-events.ts',
        find: 'time = now() }',
        replace: 'time }',
      },
      {
        file: 'producer/outbox/write-events.ts',
        find: '{ newId, now }: WriteServices',
        replace: '{ newId }: WriteServices',
      },
    ],
    tests: [adding],
  },
];
