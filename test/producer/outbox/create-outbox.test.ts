import { describe, expect, test } from '@jest/globals';
import {
  createOutbox,
  OutboxEventError,
  type OutboxEvent,
  type Transaction,
} from '../../../producer/index.ts';
import { aDetail } from '../builders.ts';
import { anOutbox, anOutboxEvent, aSender } from './builders.ts';
import { aDatabase } from './fake-database.ts';

/** A transaction that notes what is added. */
function aTransaction() {
  const added: unknown[][] = [];
  return {
    added,
    query: async (_: string, [value = '[]']: string[]) => {
      added.push(JSON.parse(value).map((text: string) => JSON.parse(text)));
    },
  };
}

describe('add', () => {
  test('adds all events by one statement, with the ids and times that they lack', async () => {
    const transaction = aTransaction();
    const time = new Date('2026-01-02T03:04:05Z');
    const ids = await createOutbox().add(transaction, [
      anOutboxEvent({ id: 'own', time }),
      anOutboxEvent({ time: '2026-01-01T00:00:00Z' }),
      anOutboxEvent(),
    ]);

    const [own, ...made] = ids;
    const isUuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect([own, made]).toEqual(['own', [isUuid, isUuid]]);
    expect(new Set(made).size).toBe(2);
    expect(transaction.added).toMatchObject([
      [
        { id: 'own', time: '2026-01-02T03:04:05.000Z' },
        { id: made[0], time: '2026-01-01T00:00:00Z' },
        { id: made[1], time: expect.stringMatching(/^\d{4}-.*Z$/) },
      ],
    ]);
  });

  test.each<[string, unknown, string, string]>([
    ['is not valid', anOutboxEvent({ detailType: '' }), 'invalidEvent', '"detailType"'],
    ['is no object', null, 'invalidEvent', '"generator" is missing'],
    [
      'would lose something as JSON',
      anOutboxEvent({ detail: { price: 1n } }),
      'invalidEvent',
      'a BigInt',
    ],
    [
      'is too large for a message',
      anOutboxEvent({ detail: aDetail(1_048_577) }),
      'messageTooLarge',
      'an outbox takes events of up to 1044480 bytes as JSON',
    ],
    [
      'is too large for an entry of the stage',
      anOutboxEvent({ detail: aDetail(2_000) }),
      'entryTooLarge',
      'the limit is 1000',
    ],
  ])('refuses an event that %s, and all that come with it', async (_, event, code, reason) => {
    const transaction = aTransaction();
    const outbox = createOutbox({ maxEntryBytes: code === 'entryTooLarge' ? 1_000 : 1_048_576 });
    const added = outbox.add(transaction, [anOutboxEvent(), event as OutboxEvent]);

    const error = await added.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(OutboxEventError);
    expect(error).toMatchObject({ name: 'OutboxEventError', index: 1, code });
    expect((error as Error).message).toMatch(/^event 1 is refused: /);
    expect((error as Error).message).toContain(reason);
    expect(transaction.added).toEqual([]);
  });

  test.each([
    ['no array', aTransaction(), anOutboxEvent(), 'the events must be an array'],
    ['nothing', aTransaction(), undefined, 'the events must be an array'],
    ['no transaction', undefined, [anOutboxEvent()], 'a transaction must have a method query'],
    ['another transaction', {}, [anOutboxEvent()], 'a transaction must have a method query'],
  ])('refuses %s, whatever the types say', async (_, transaction, events, problem) => {
    const added = createOutbox().add(transaction as Transaction, events as OutboxEvent[]);

    await expect(added).rejects.toEqual(new TypeError(problem));
  });
});

describe('options', () => {
  test('that are no object are refused', () => {
    expect(() => createOutbox(null as unknown as object)).toThrow(
      new RangeError('the options must be an object'),
    );
  });

  test.each([
    [{ table: '' }, 'the name "" must have 1 to 63 bytes, and no NUL'],
    [{ table: 'x'.repeat(60) }, 'must have 1 to 63 bytes'],
    [{ table: 'é'.repeat(30) }, 'must have 1 to 63 bytes'],
    [{ table: 'a\0' }, 'must have 1 to 63 bytes'],
    [{ schema: '\uD800' }, 'must have 1 to 63 bytes'],
    [{ schema: 7 }, 'schema must be a text'],
    [{ maxEntryBytes: 0 }, 'maxEntryBytes must be a whole number from 1'],
    [{ tabel: 'x' }, 'tabel is not an option of an outbox'],
  ])('%j of an outbox are refused', (options, problem) => {
    expect(() => createOutbox(options as object)).toThrow(RangeError);
    expect(() => createOutbox(options as object)).toThrow(problem);
  });

  test.each([
    [{ maxEventsPerBatch: 10_001 }, 'maxEventsPerBatch must be a whole number from 1 to 10000'],
    [{ pollMs: 0.5 }, 'pollMs must be a whole number from 1 to 60000'],
    [{ onProblem: undefined }, 'onProblem must be a function'],
    [{ sendEvents: {} }, 'sendEvents must be a function'],
    [{ database: {} }, 'database must have a method query'],
    [{ signal: undefined }, 'signal must be an AbortSignal'],
    [{ poll: 1 }, 'poll is not an option of a relay'],
  ])('%j of a relay are refused', async (options, problem) => {
    const relay = createOutbox().relay({
      database: aDatabase([]),
      sendEvents: aSender().sendEvents,
      signal: AbortSignal.abort(),
      onProblem: () => {},
      ...(options as object),
    });

    await expect(relay).rejects.toThrow(RangeError);
    await expect(relay).rejects.toThrow(problem);
  });

  test('name the table in every statement, quoted', () => {
    const { sql } = anOutbox({ schema: 'a"b', table: 'c d' });

    expect(sql).toContain('CREATE TABLE IF NOT EXISTS "a""b"."c d" (');
    expect(sql).toContain('CREATE INDEX IF NOT EXISTS "c d_due" ON "a""b"."c d" (');
  });
});
