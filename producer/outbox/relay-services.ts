import type { Chance } from '../tries.ts';
import type { AskServices } from './ask.ts';
import type { OutboxProblem } from './problem.ts';
import type { SendEvents } from './send-rows.ts';
import type { TableSql } from './table.ts';

/** What relaying needs from outside, and its settings. */
export interface RelayServices extends AskServices, Chance {
  readonly sql: TableSql;
  readonly sendEvents: SendEvents;
  readonly onProblem: (problem: OutboxProblem) => void;
  readonly maxEventsPerBatch: number;
  /** How long a relay waits when nothing is due. */
  readonly pollMs: number;
}
