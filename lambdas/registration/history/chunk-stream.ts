import type { HistoryRow } from '../../domain/history/row.ts';
import type {
  ChunkQuery,
  HistoryChunk,
  HistoryReader,
  HistorySource,
} from '../../ports/history.ts';
import type { SearchBudget } from './search-budget.ts';

/** Reads the chunks of one source in one Region, one after the other. */
export interface ChunkStream {
  /** The next chunk, without taking it. `stopped`: there may be more, but the budget is over. */
  readonly peek: () => Promise<HistoryChunk | 'end' | 'stopped'>;
  readonly take: () => void;
  /** The chunks behind the next one that are read already. */
  readonly ahead: () => Promise<readonly HistoryChunk[]>;
  /** How far the history was recorded when its first page was read; undefined before that. */
  readonly through: () => string | undefined;
}

/** One call may not take the time of a whole request. */
const timeoutMs = 3_000;

/** What a stream reads. */
export interface StreamedHistory {
  readonly reader: HistoryReader;
  readonly source: HistorySource;
  readonly query: ChunkQuery;
}

/** The chunks that a query finds. The first page is read even if the budget is over, so that a search advances. */
export function chunkStream(
  { reader, source, query }: StreamedHistory,
  budget: SearchBudget,
): ChunkStream {
  const { newestFirst } = query;
  let chunks: readonly HistoryChunk[] = [];
  let next: Pick<ChunkQuery, 'after' | 'before'> | undefined = query;
  let through: string | undefined;
  let hasTaken = false;

  async function readPage(from: Pick<ChunkQuery, 'after' | 'before'>): Promise<void> {
    const page = await reader.page(source, { ...query, ...from, timeoutMs });
    through ??= page.through;
    budget.spend(page.bytes);
    chunks = [...chunks, ...page.chunks];
    next = page.next === undefined ? undefined : { [newestFirst ? 'before' : 'after']: page.next };
  }

  return {
    async peek() {
      while (chunks.length === 0 && next !== undefined) {
        if (through !== undefined && budget.isOver()) return 'stopped';
        await readPage(next);
      }
      const [chunk] = chunks;
      if (chunk === undefined) return 'end';
      return hasTaken && budget.isLate() ? 'stopped' : chunk;
    },
    take() {
      chunks = chunks.slice(1);
      hasTaken = true;
    },
    async ahead() {
      if (chunks.length < 2 && next !== undefined && !budget.isOver()) await readPage(next);
      return chunks.slice(1);
    },
    through: () => through,
  };
}

const readRows = new WeakMap<HistoryChunk, Promise<readonly HistoryRow[]>>();

/** The rows of a chunk, in the order of their times; read once. */
export async function rowsOf(chunk: HistoryChunk): Promise<readonly HistoryRow[]> {
  const known = readRows.get(chunk);
  if (known !== undefined) return await known;
  const rows = chunk.rows();
  readRows.set(chunk, rows);
  return await rows;
}
