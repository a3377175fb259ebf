/** How large what is recorded becomes, in bytes: measured with random UUIDs as ids, and packed texts. */
export const historyBytes = {
  /** A chunk's summary and keys, its rows beside them or not, and each row. */
  summary: 165,
  rows: 205,
  row: 37.5,
  /** What says where rows are that are beside the table, and opens them. */
  place: 105,
  /** What DynamoDB stores of an item besides ("DynamoDB item sizes and formats"). */
  storedItem: 100,
  /** A message with no row, and each row of it with its text's length. */
  message: 300,
  messageRow: 47,
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
  /** Whether it leaves some messages to its next run (`lambdas/domain/history/defer.ts`). */
  readonly defers: boolean;
  readonly rowDays: number;
  readonly bodyDays: number;
  /** A frame of fewer bytes than this is plain (`lambdas/domain/history/frames.ts`). */
  readonly fewestPackedBytes: number;
  /** A batch with more bytes of texts than this writes an object of its own. */
  readonly ownObjectBytes: number;
  /** Whether rows that take more than a write unit are beside the table (`lambdas/domain/history/beside.ts`). */
  readonly goesBeside: boolean;
  /** How much of the table's write capacity is used, if it is provisioned; on demand if absent. */
  readonly provisionedUse?: number;
}

/** What work costs, in microseconds of a full vCPU: estimates, and to pack a frame alone, measured. */
export const recorderMicros = { row: 10, kilobyte: 3, chunk: 100 } as const;
export const packingMicros = { frame: 3, kilobyte: 0.7 } as const;

/** How the recorder receives: so many requests more than full ones, and the longest wait of the last one. */
export const receiving = { more: 2, waitSeconds: 1, secondsEach: 0.01 } as const;

/**
 * What a run asks besides: write units of its own state, of which some only if it records; counts of the
 * queue's messages, at its beginning and at its end; and how long its requests take, one after the other.
 */
export const ofEachRun = {
  writeUnits: 2,
  recordingUnits: 2,
  counts: 1,
  countSeconds: 0.05,
  seconds: 0.2,
} as const;

/** What is kept of the id of a message until its deletion is confirmed: written, and deleted. */
export const messageIdBytes = 20;
