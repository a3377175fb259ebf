import { hasMethod } from '../option-checks.ts';

/** A client of PostgreSQL in the midst of the caller's transaction: one of `pg`, or an object that calls another. */
export interface Transaction {
  /** Runs a statement, whose text names its one value `$1`. */
  query(text: string, values: string[]): Promise<unknown>;
  /** A pool of `pg` has a number here. Each of its statements is a transaction of its own, so none is taken. */
  readonly totalCount?: undefined;
}

/** PostgreSQL outside a transaction: a pool or a client of `pg`, or an object that calls another. */
export interface Database {
  /** Runs a statement, whose text names its one value `$1` if it has one. Rejects if it is not done. */
  query(text: string, values: (string | number)[]): Promise<Rows>;
}

/** The result of a statement. */
export interface Rows {
  /** What the statement returns, in its order. */
  readonly rows: readonly unknown[];
}

/**
 * Throws TypeError for what is no transaction, whatever the types say. On a pool, the event would be there
 * without the rest.
 */
export function checkTransaction(transaction: Transaction): void {
  if (!hasMethod(transaction, 'query'))
    throw new TypeError('a transaction must have a method query');
  if (transaction.totalCount === undefined) return;
  throw new TypeError('a pool is no transaction: give the client on which you called BEGIN');
}
