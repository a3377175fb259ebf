import type { Regression } from '../regression.ts';

const putPartnerEvents = 'emulator/put-events/put-partner-events.ts';
const statesTest = 'test/emulator/states.test.ts';
const putTest = 'test/emulator/put-partner-events.test.ts';

/** Regressions of other emulators, which would let a partner believe what AWS does not do. */
export const emulatingRegressions: readonly Regression[] = [
  {
    name: 'source-starts-active',
    seenIn: 'moto',
    edits: [
      {
        file: 'emulator/state/event-sources.ts',
        find: "state: { kind: 'PENDING', sinceMs: nowMs },",
        replace: "state: { kind: 'ACTIVE' },",
      },
    ],
    tests: [statesTest],
  },
  {
    name: 'answer-without-entries',
    seenIn: 'moto',
    edits: [
      {
        file: putPartnerEvents,
        find: 'return answerOf(results);',
        replace: 'return { ...answerOf(results), Entries: [] };',
      },
    ],
    tests: [putTest],
  },
  {
    name: 'pending-source-refuses-events',
    seenIn: 'devcloud',
    edits: [
      {
        file: putPartnerEvents,
        find: "if (source.state.kind === 'PENDING') return dropped(world);",
        replace:
          "if (source.state.kind === 'PENDING')\n    return { ErrorCode: 'EventBusNotFound', ErrorMessage: 'The source is not active.' };",
      },
    ],
    tests: [statesTest, putTest],
  },
  {
    name: 'resources-bytes-not-counted-by-the-emulator',
    seenIn: 'typebridge',
    edits: [
      {
        file: 'emulator/put-events/entry.ts',
        find: 'return ENVELOPE_BYTES + texts + resources + Buffer.byteLength(Detail);',
        replace: 'return ENVELOPE_BYTES + texts + 0 * resources + Buffer.byteLength(Detail);',
      },
    ],
    tests: [putTest],
  },
  {
    name: 'large-integers-are-taken-by-the-emulator',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'emulator/put-events/detail-limits.ts',
        find: 'digits > limit : digits.length > limit.length',
        replace: 'false : digits.length > limit.length',
      },
    ],
    tests: ['test/emulator/put-events/detail-limits.test.ts', putTest],
  },
  {
    name: 'any-web-page-calls-the-emulator',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'emulator/http/foreign-call.ts',
        find: 'if (origin !== undefined && origin !== `http://${host}`) {',
        replace: 'if (origin === host) {',
      },
    ],
    tests: ['test/emulator/http/foreign-call.test.ts'],
  },
  {
    name: 'replay-goes-to-every-rule',
    seenIn: 'localstack',
    edits: [
      {
        file: 'emulator/archives/run-replays.ts',
        find: 'detail, replay.filterArns);',
        replace: 'detail);',
      },
    ],
    tests: ['test/emulator/replays.test.ts'],
  },
  {
    name: 'dead-letter-does-not-say-which-limit-was-exhausted',
    seenIn: 'cloudemu',
    edits: [
      {
        file: 'emulator/targets/dead-letter.ts',
        find: '...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),',
        replace: '',
      },
    ],
    tests: ['test/emulator/deliveries.test.ts'],
  },
];
