import type { HistoryRow } from '../../domain/history/row.ts';
import { chunkStream, rowsOf, type StreamedHistory } from './chunk-stream.ts';
import { rowKey } from './row-filter.ts';
import type { SearchBudget } from './search-budget.ts';

/** Looks for the rows of an event in one Region's part of a source's history. */
export interface EventSearch {
  /** Reads until the end, until the budget is over, or until there are too many rows. */
  readonly run: () => Promise<void>;
  readonly isComplete: () => boolean;
  /** What was found, each row once. */
  readonly rows: () => readonly HistoryRow[];
}

// A vendor whose events all have one id must not get an answer that Lambda cannot return.
const maxRows = 1_000;

/** Prepares a search. */
export function eventSearch(
  history: StreamedHistory,
  isWanted: (row: HistoryRow) => boolean,
  budget: SearchBudget,
): EventSearch {
  const found = new Map<string, HistoryRow>();
  let isComplete = false;
  return {
    async run() {
      const chunks = chunkStream(history, budget);
      for (;;) {
        const chunk = await chunks.peek();
        isComplete = chunk === 'end';
        if (typeof chunk === 'string') return;
        for (const row of await rowsOf(chunk)) {
          if (!isWanted(row)) continue;
          if (found.size >= maxRows) return;
          found.set(rowKey(row), row);
        }
        chunks.take();
      }
    },
    isComplete: () => isComplete,
    rows: () => [...found.values()],
  };
}
