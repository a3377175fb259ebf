import { OperationError } from '../operation-error.ts';

/** What a Region's part of the run may send at the most. */
export interface BudgetLimits {
  readonly maxCalls: number;
  readonly maxBytes: number;
}

/** Counts what is sent, and refuses to send more than was said. */
export interface Budget {
  readonly calls: () => number;
  readonly bytes: () => number;
  /** Counts a request. Throws an OperationError if it is one too many. */
  spend(bytes: number): void;
}

/** A budget of which nothing is spent. */
export function newBudget({ maxCalls, maxBytes }: BudgetLimits): Budget {
  let calls = 0;
  let sent = 0;
  return {
    calls: () => calls,
    bytes: () => sent,
    spend(bytes) {
      if (calls + 1 > maxCalls || sent + bytes > maxBytes) {
        throw new OperationError(
          `the run was about to send more than ${maxCalls} requests or ${maxBytes} bytes`,
        );
      }
      calls += 1;
      sent += bytes;
    },
  };
}
