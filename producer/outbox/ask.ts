import type { Database } from './database.ts';

/** What a call of the database needs from outside. */
export interface AskServices {
  readonly database: Database;
  /** A signal that is aborted after so long. */
  readonly deadline: (milliseconds: number) => AbortSignal;
}

const maxAnswerMs = 15_000;

/**
 * The rows that a statement returns. Rejects if it fails, or has no answer within 15 seconds: a connection
 * whose other side is gone says nothing for minutes.
 */
export async function ask(
  text: string,
  value: string | number | undefined,
  { database, deadline }: AskServices,
): Promise<readonly unknown[]> {
  const values = value === undefined ? [] : [value];
  const { rows } = await Promise.race([database.query(text, values), late(deadline(maxAnswerMs))]);
  return rows;
}

async function late(signal: AbortSignal): Promise<never> {
  return await new Promise<never>((_, reject) => {
    const error = new Error(`the database has not answered for ${maxAnswerMs / 1_000} seconds`);
    signal.addEventListener('abort', () => reject(error), { once: true });
  });
}
