import type { Regression } from '../regression.ts';

const model = 'test/fault-injection/model/invariants.test.ts';
const adapters = 'test/lambdas/aws/history/history.test.ts';
const missedTest = 'test/lambdas/domain/missed.test.ts';

/** Regressions in recording, reading and replaying the history. */
export const historyRegressions: readonly Regression[] = [
  {
    name: 'acknowledged-before-its-row',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/delivery/flush-history.ts',
        find: 'const taken = timeoutMs <= 0 ? [] : await sink.record(records, { timeoutMs });',
        replace: `void sink.record(records, { timeoutMs });
  const taken = records.map(() => true);`,
      },
    ],
    tests: ['test/lambdas/delivery/record-history.test.ts', model],
  },
  {
    name: 'held-event-settled-though-refused',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/delivery/settle-recorded.ts',
        find: "if (disposition.kind === 'hold') {",
        replace: "if (disposition.kind === 'drop') {",
      },
    ],
    tests: ['test/lambdas/delivery/record-history.test.ts', model],
  },
  {
    name: 'recorded-messages-deleted-before-the-commit',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/history/handler.ts',
        find: 'if (received.messages.length > 0) await commitMessages(received, run);',
        replace: `await run.services.queue.delete(received.messages.map(({ message }) => message));
  if (received.messages.length > 0) await commitMessages(received, run);`,
      },
    ],
    tests: ['test/lambdas/history/handler.test.ts', model],
  },
  {
    name: 'recorded-again-after-a-lost-deletion',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/history/receive-round.ts',
        find: 'if (this.#run.recorded.has(id) || this.#messages.has(id)) {',
        replace: 'if (this.#messages.has(id)) {',
      },
    ],
    tests: ['test/lambdas/history/handler.test.ts', model],
  },
  {
    name: 'chunks-shown-before-their-commit',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/domain/history/recorder-state.ts',
        find: 'return roundMs < throughMs && !givenUp',
        replace: 'return throughMs >= 0 && !givenUp',
      },
    ],
    tests: ['test/lambdas/domain/history/recorder-state.test.ts', adapters],
  },
  {
    name: 'body-of-another-tenant',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/history/read-body.ts',
        find: 'if (isEventOf(parsed(text), eventId, tenant)) return text;',
        replace: 'if (isEventOf(parsed(text), eventId, tenant) || text !== "{}") return text;',
      },
    ],
    tests: [adapters],
  },
  {
    name: 'cursor-of-another-tenant',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/registration/history/cursor.ts',
        find: 'return writeCursor(search, places) === cursor ? places : undefined;',
        replace: 'return search.length > 0 ? places : undefined;',
      },
    ],
    tests: ['test/lambdas/registration/history/foreign.test.ts'],
  },
  {
    name: 'replay-goes-on-with-another-generation',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/domain/history/replay-step.ts',
        find: 'if (mapping.generation !== source.generation) return',
        replace: "if (mapping.generation === '' && source.generation === '') return",
      },
    ],
    tests: [
      'test/lambdas/domain/history/replay-step.test.ts',
      'test/lambdas/replay/handler.test.ts',
    ],
  },
  {
    name: 'shown-as-waiting-though-accepted',
    seenIn: 'hookdeck/outpost',
    edits: [
      {
        file: 'lambdas/registration/history/later-rows.ts',
        find: 'return { note, has, find: finder(has, readOn) };',
        replace: 'return { note, has: () => false, find: finder(has, readOn) };',
      },
    ],
    tests: [
      'test/lambdas/registration/history/deliveries.test.ts',
      'test/lambdas/registration/history/deliveries-model.test.ts',
    ],
  },
  {
    name: 'pause-never-reaches-a-warm-function',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/delivery/cached-mappings.ts',
        find: 'memory.remember(key, known, known.found.length);',
        replace: 'memory.remember(key, { ...known, readAtMs: now() }, known.found.length);',
      },
    ],
    tests: ['test/lambdas/delivery/cached-mappings.test.ts', model],
  },
  {
    name: 'missed-since-overwritten',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/domain/mapping-control.ts',
        find: 'const { missedSince = at } = fields;',
        replace: 'const missedSince = at;',
      },
    ],
    tests: ['test/lambdas/domain/mapping-control.test.ts'],
  },
  {
    name: 'doubt-reopens-what-was-left',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/missed.ts',
        find: 'missedSince: later(mapping.leftBefore, since),',
        replace: 'missedSince: since,',
      },
    ],
    tests: [missedTest, 'test/fault-injection/model/left.test.ts'],
  },
  {
    name: 'adopted-without-a-doubt-about-the-time-before',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/missed.ts',
        find: 'return { ...missed, ...(former && missedByState(former, state, noticed)) };',
        replace: 'return missed;',
      },
    ],
    tests: [
      'test/lambdas/domain/orphan.test.ts',
      'test/fault-injection/model/wrongly-retired.test.ts',
    ],
  },
  {
    name: 'accepted-by-an-outdated-mapping-counts-as-heard',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/domain/missed.ts',
        find: 'const doubt = { from, to: settledAt(nowMs, settleSeconds) };',
        replace: 'const doubt = { from, to: new Date(nowMs).toISOString() };',
      },
    ],
    tests: [missedTest],
  },
  {
    name: 'message-with-junk-repeats-its-deliveries',
    seenIn: 'own code until 2026-11',
    edits: [
      {
        file: 'lambdas/fan-out/settle-unfinished.ts',
        find: 'acknowledgement.open(message.messageId) < toSettleIn(message),',
        replace: 'acknowledgement.open(message.messageId) < deliveriesIn(message.runs),',
      },
    ],
    tests: ['test/lambdas/fan-out/history.test.ts'],
  },
];
