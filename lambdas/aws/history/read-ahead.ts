import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryChunk } from '../../ports/history.ts';
import type { StoredChunk } from './chunk-item.ts';

const maxAhead = 32;

/**
 * Chunks of a page whose rows are read ahead from beside the table: while somebody asks for those of one
 * chunk after the other, the next ones are on their way, twice as many each time.
 */
export function readAhead(stored: readonly StoredChunk[]): readonly HistoryChunk[] {
  const beside = stored.filter(({ isBeside }) => isBeside).map(({ chunk }) => chunk);
  const onTheirWay = new Map<number, Promise<readonly HistoryRow[]>>();
  let lastIndex = -1;
  let ahead = 0;

  function begin(index: number): void {
    const chunk = beside[index];
    if (chunk === undefined || onTheirWay.has(index)) return;
    const rows = chunk.rows();
    // Who asks for them gets the error.
    rows.catch(() => undefined);
    onTheirWay.set(index, rows);
  }

  async function rowsAt(index: number, chunk: HistoryChunk): Promise<readonly HistoryRow[]> {
    const isNext = index === lastIndex + 1;
    ahead = isNext && index > 0 ? Math.min(maxAhead, Math.max(1, ahead * 2)) : 0;
    lastIndex = index;
    const own = onTheirWay.get(index) ?? chunk.rows();
    onTheirWay.delete(index);
    for (let next = index + 1; next <= index + ahead; next += 1) begin(next);
    return await own;
  }

  const indexes = new Map(beside.map((chunk, index) => [chunk, index]));
  return stored.map(({ chunk }) => {
    const index = indexes.get(chunk);
    return index === undefined ? chunk : { ...chunk, rows: () => rowsAt(index, chunk) };
  });
}
