import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { sleep } from '../sleep.ts';
import type { Chance } from '../tries.ts';
import { ask } from './ask.ts';
import { checkTransaction, type Database, type Transaction } from './database.ts';
import { relay } from './relay.ts';
import {
  checkOutboxOptions,
  checkRelayOptions,
  type OutboxOptions,
  type RelayOptions,
} from './settings.ts';
import { tableSql } from './table.ts';
import { writeEvents, type OutboxEvent } from './write-events.ts';

/** Keeps a service's events in a table of its database, so that they commit with the data that they are about. */
export interface Outbox {
  /** Creates the table and its index, unless they are there: for a migration. */
  readonly sql: string;
  /**
   * Adds events in the caller's transaction, and resolves to their ids. Rejects with an
   * {@link OutboxEventError} if one is refused: none is added, and the transaction can go on.
   */
  readonly add: (
    transaction: Transaction,
    events: readonly OutboxEvent[],
  ) => Promise<readonly string[]>;
  /**
   * Sends what is committed, and removes what the queue has taken, until the signal is aborted. Several
   * relays share the work. Each event is sent at least once: twice if a relay is killed, or the queue or the
   * database does not answer. Rejects with RangeError if an option makes no sense.
   */
  readonly relay: (options: RelayOptions) => Promise<void>;
  /** What is in the outbox. */
  readonly status: (database: Database) => Promise<OutboxStatus>;
}

/** What is in an outbox. */
export interface OutboxStatus {
  /** How many events are to be sent. */
  readonly waiting: number;
  /** How many events were refused, and will be until somebody changes something. */
  readonly refused: number;
  /** How long the oldest event that waits has been there, in seconds; 0 if none waits. */
  readonly oldestSeconds: number;
}

/** What an outbox takes from its surroundings, and tests replace. */
export interface OutboxChance extends Chance {
  /** The id of an event that has none. */
  readonly newId: () => string;
  /** The time of an event that has none. */
  readonly now: () => Date;
  /** A signal that is aborted after so many milliseconds. */
  readonly deadline: (milliseconds: number) => AbortSignal;
}

const chanceOfProcess: OutboxChance = {
  newId: randomUUID,
  now: () => new Date(),
  sleep,
  random: Math.random,
  deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
};

/**
 * An outbox in PostgreSQL, 12 or newer. Throws RangeError if an option makes no sense.
 *
 * @param options where its table is; each has a default
 * @param chance ids and times of events, how to wait, and jitter
 */
export function createOutbox(
  options: OutboxOptions = {},
  chance: OutboxChance = chanceOfProcess,
): Outbox {
  const { maxEntryBytes, ...name } = checkOutboxOptions(options);
  const sql = tableSql(name);
  return {
    sql: sql.create,
    async add(transaction, events) {
      checkTransaction(transaction);
      const written = writeEvents(events, { maxEntryBytes, ...chance });
      const texts = written.map(({ text }) => text);
      if (texts.length > 0) await transaction.query(sql.insert, [JSON.stringify(texts)]);
      return written.map(({ id }) => id);
    },
    async relay(given) {
      const { signal, ...settings } = checkRelayOptions(given);
      await relay({ ...chance, ...settings, sql }, signal);
    },
    async status(database) {
      const rows = await ask(sql.status, undefined, { database, ...chance });
      return v.parse(statusRows, rows)[0];
    },
  };
}

const statusRows = v.tuple([
  v.object({ waiting: v.number(), refused: v.number(), oldestSeconds: v.number() }),
]);
