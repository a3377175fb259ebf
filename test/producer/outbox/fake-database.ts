import { tableSql, type SettledRow } from '../../../producer/outbox/table.ts';
import { anOutboxEvent } from './builders.ts';

const sql = tableSql({ table: 'event_outbox' });

/** What the database does at a statement of a relay: answers, fails, or never answers. */
export type Conduct = 'answers' | 'fails' | 'hangs';

/**
 * The database of a relay, which claims one batch of events after the other.
 *
 * @param batches the ids of the events of each claim
 */
export function aDatabase(
  batches: readonly (readonly string[])[],
  conduct: (statement: 'claim' | 'settle', call: number) => Conduct = () => 'answers',
) {
  const left = [...batches];
  const settled: (readonly SettledRow[])[] = [];
  const claims: unknown[] = [];
  let calls = 0;
  return {
    /** What each settling was given. */
    settled,
    /** How many rows each claim asked for. */
    claims,
    query: async (text: string, [value]: (string | number)[]) => {
      const statement = text === sql.claim ? 'claim' : 'settle';
      const now = conduct(statement, (calls += 1));
      if (now === 'fails') throw new Error(`no ${statement}`);
      if (now === 'hangs') return await new Promise<never>(() => {});
      if (statement === 'settle') settled.push(JSON.parse(String(value)));
      if (statement === 'claim') claims.push(value);
      const ids = statement === 'claim' ? (left.shift() ?? []) : [];
      return { rows: ids.map((id, index) => aRow(id, index)) };
    },
  };
}

function aRow(id: string, index: number) {
  return { id: String(index + 1), event: JSON.stringify({ ...anOutboxEvent(), id }), attempts: 1 };
}
