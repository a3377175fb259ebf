import { ask } from './ask.ts';
import { retryDelayMs, pauseMs } from './retry-delay.ts';
import type { RelayServices } from './relay-services.ts';
import type { RowResult } from './send-rows.ts';
import type { SettledRow } from './table.ts';

const maxTries = 3;

/**
 * Removes the rows that were sent, and gives back the others. Tried three times, since what was sent and
 * stays will be sent again. Returns the last error; undefined if it is done.
 */
export async function settle(
  results: readonly RowResult[],
  services: RelayServices,
): Promise<{ readonly error: unknown } | undefined> {
  const { sql, random, sleep } = services;
  const value = JSON.stringify(results.map((one) => settledRow(one, random)));
  for (let tries = 1; ; tries += 1) {
    try {
      await ask(sql.settle, value, services);
      return undefined;
    } catch (error) {
      if (tries === maxTries) return { error };
      await sleep(pauseMs(tries, random), undefined);
    }
  }
}

function settledRow({ row, failure }: RowResult, random: () => number): SettledRow {
  const { id, attempts } = row;
  if (failure === undefined) return { id, attempts, sent: true };
  const refused = failure.kind === 'refused';
  return {
    id,
    attempts,
    sent: false,
    refused,
    error: asText(`${failure.code}: ${failure.reason}`),
    delayMs: retryDelayMs(attempts, refused ? 'refused' : 'passing', random),
  };
}

const maxErrorLength = 1_000;

/** What PostgreSQL takes as a text. */
function asText(error: string): string {
  return error.slice(0, maxErrorLength).replaceAll('\0', '').toWellFormed();
}
