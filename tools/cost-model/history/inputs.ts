/** How large what is recorded becomes, in bytes: measured with random UUIDs as ids, and packed texts. */
export const historyBytes = {
  /** An item of a chunk with no row, and each row of it. */
  chunk: 430,
  row: 49.5,
  /** What DynamoDB stores of an item besides ("DynamoDB item sizes and formats"). */
  storedItem: 100,
  /** A message with no row, and each row of it. */
  message: 250,
  messageRow: 70,
  /** Base64 makes three bytes four. */
  base64: 4 / 3,
} as const;

/** How many times smaller texts get when they are packed, by the bytes of one, alone or with its like. */
export function packing(eventBytes: number, together: number): number {
  const [alone, withOthers] = eventBytes < 5_000 ? [1.5, 3.3] : [5, 8];
  return together >= 8 ? withOthers : alone;
}

/** How the history is written: of the product, and what it could be instead. */
export interface HistoryPlan {
  /** How often the recorder runs. */
  readonly everyMinutes: number;
  readonly rowDays: number;
  readonly bodyDays: number;
  /** A frame of fewer texts than this is plain (`lambdas/domain/history/frames.ts`). */
  readonly fewestPacked: number;
  /** A frame of at least so many bytes is packed, however few its texts are. */
  readonly fewestPackedBytes: number;
  /** A batch with more bytes of texts than this writes an object of its own. */
  readonly ownObjectBytes: number;
  /** Times {@link historyBytes.row}. */
  readonly rowSize: number;
  /** How much of the table's write capacity is used, if it is provisioned; on demand if absent. */
  readonly provisionedUse?: number;
}

/** What the recorder's work costs, in microseconds of a full vCPU; estimates. */
export const recorderMicros = { row: 10, kilobyte: 3, chunk: 100 } as const;

/** How the recorder receives: so many at once, each of which waits so long at an empty queue. */
export const receiving = { inFlight: 8, waitSeconds: 1 } as const;

/** What a run reads and writes of its own state, in write units, and requests to a queue besides. */
export const ofEachRun = { writeUnits: 5, queueRequests: 1 } as const;
