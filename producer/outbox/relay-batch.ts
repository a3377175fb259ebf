import { ask } from './ask.ts';
import type { KeptEvent } from './problem.ts';
import { readRows, type ClaimedRow } from './read-row.ts';
import type { RelayServices } from './relay-services.ts';
import { sendRows, type RowResult } from './send-rows.ts';
import { settle } from './settle.ts';

/**
 * What became of a batch. `moved`: something was sent, or will be refused whenever it is sent. `stuck`: the
 * database or the queue failed, so that the next batch would do no better.
 */
export type BatchOutcome = 'empty' | 'moved' | 'stuck';

// Claim and settling have time besides, within the lease.
const maxSendMs = 20_000;

/** Leases a batch of rows, sends their events, and removes those that were sent. Rejects only if `onProblem` throws. */
export async function relayBatch(services: RelayServices): Promise<BatchOutcome> {
  const { sendEvents, deadline, onProblem } = services;
  const rows = await claim(services);
  if (rows === undefined) return 'stuck';
  if (rows.length === 0) return 'empty';
  const results = await sendRows(rows, sendEvents, deadline(maxSendMs));
  const failed = await settle(results, services);
  const events = results.flatMap(keptEvents);
  const sent = rows.length - events.length;
  if (events.length > 0) onProblem({ kind: 'notSent', events });
  if (failed !== undefined) {
    onProblem({ kind: 'databaseFailed', error: failed.error, willRepeat: sent });
    return 'stuck';
  }
  return sent === 0 && events.some(({ kind }) => kind !== 'refused') ? 'stuck' : 'moved';
}

async function claim(services: RelayServices): Promise<readonly ClaimedRow[] | undefined> {
  const { sql, maxEventsPerBatch, onProblem } = services;
  try {
    return readRows(await ask(sql.claim, maxEventsPerBatch, services));
  } catch (error) {
    onProblem({ kind: 'databaseFailed', error, willRepeat: 0 });
    return undefined;
  }
}

function keptEvents({ row, id, failure }: RowResult): readonly KeptEvent[] {
  return failure === undefined ? [] : [{ rowId: row.id, id, attempts: row.attempts, ...failure }];
}
