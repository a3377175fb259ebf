import type { HistoryRow } from '../../domain/history/row.ts';
import { chunkStream, rowsOf, type StreamedHistory } from './chunk-stream.ts';
import { runMs, timeOfPosition } from './positions.ts';
import { rowKey } from './row-filter.ts';
import type { SearchBudget } from './search-budget.ts';

/** Looks for the rows of an event in one Region's part of a source's history. */
export interface EventSearch {
  /** Reads one more chunk. Returns whether there may be others. */
  readonly step: () => Promise<boolean>;
  /** Reads until the end, or until the budget is over. */
  readonly run: () => Promise<void>;
  readonly isComplete: () => boolean;
  /** What was found, each row once. */
  readonly rows: () => readonly HistoryRow[];
  /** How far a search of the newest first came, epoch milliseconds; undefined before its first chunk. */
  readonly searchedToMs: () => number | undefined;
}

/** Begins a search. */
export function eventSearch(
  history: StreamedHistory,
  isWanted: (row: HistoryRow) => boolean,
  budget: SearchBudget,
): EventSearch {
  const chunks = chunkStream(history, budget);
  const found = new Map<string, HistoryRow>();
  let state: 'going on' | 'end' | 'stopped' = 'going on';
  let searchedToMs: number | undefined;

  async function step(): Promise<boolean> {
    const chunk = await chunks.peek();
    if (typeof chunk === 'string') {
      state = chunk;
      return false;
    }
    chunks.take();
    for (const row of rowsOf(chunk)) {
      if (isWanted(row)) found.set(rowKey(row), row);
    }
    searchedToMs = timeOfPosition(chunk.position) + runMs;
    return true;
  }

  return {
    step,
    async run() {
      while (await step());
    },
    isComplete: () => state === 'end',
    rows: () => [...found.values()],
    searchedToMs: () => searchedToMs,
  };
}
