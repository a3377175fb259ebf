import { summarize, type ChunkSummary } from '../../lambdas/domain/history/chunk.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import type {
  ChunkPage,
  ChunkQuery,
  HistoryChunk,
  HistoryReader,
  HistorySource,
  RecordingState,
} from '../../lambdas/ports/history.ts';
import { testNowMs } from './domain-builders.ts';

/** A history in memory, and what was asked of it. */
export interface FakeHistoryReader extends HistoryReader {
  /** Records rows as one chunk, at the time of a run. */
  record(source: HistorySource, recordedAtMs: number, rows: readonly HistoryRow[]): void;
  /** The methods that were called, in order, and whose history was asked for. */
  readonly calls: { readonly method: string; readonly tenant: string }[];
  /** How often a chunk was unpacked. */
  readonly unpacked: () => number;
  /** The texts of events, by `<tenant> <event> <key>`. */
  readonly bodies: Map<string, string>;
}

/** How a history in memory behaves. */
export interface FakeHistoryOptions {
  /** Chunks a page. */
  readonly pageSize?: number;
  readonly bytesOf?: (rows: number) => number;
  readonly state?: Partial<RecordingState>;
  /** Is called in every call; a test lets time pass in it, or throws. */
  readonly during?: (method: string, bytes: number) => Promise<void> | void;
}

interface StoredChunk {
  readonly chunk: HistoryChunk;
  readonly bytes: number;
}

const usualState: RecordingState = {
  through: digits(testNowMs),
  clearAtMs: testNowMs,
  latenessMs: 120_000,
};

const maxPageBytes = 1_000_000;

/** The history of one Region in memory. */
export function fakeHistoryReader(options: FakeHistoryOptions = {}): FakeHistoryReader {
  const { pageSize = 100, bytesOf = (rows) => 200 + 40 * rows, during } = options;
  const stored = new Map<string, StoredChunk[]>();
  const calls: { method: string; tenant: string }[] = [];
  const bodies = new Map<string, string>();
  const note = async (method: string, tenant: string, bytes = 0): Promise<void> => {
    calls.push({ method, tenant });
    await during?.(method, bytes);
  };
  let chunks = 0;
  let unpacked = 0;
  return {
    calls,
    bodies,
    unpacked: () => unpacked,
    record(source, recordedAtMs, rows) {
      chunks += 1;
      const position = `${digits(recordedAtMs)}-${String(chunks).padStart(6, '0')}`;
      const chunk = chunkOf(position, rows, () => {
        unpacked += 1;
      });
      const all = [...(stored.get(keyOf(source)) ?? []), { chunk, bytes: bytesOf(rows.length) }];
      stored.set(keyOf(source), all.toSorted(byPosition));
    },
    async page(source, query) {
      const page = pageOf(stored.get(keyOf(source)) ?? [], query, pageSize);
      await note('page', source.tenant, page.bytes);
      return { ...page, through: { ...usualState, ...options.state }.through };
    },
    ...hoursInMemory(note),
    async body(tenant, eventId, { key }) {
      await note('body', tenant);
      return bodies.get(`${tenant} ${eventId} ${key}`);
    },
    async recordingState() {
      await note('recordingState', '');
      return { ...usualState, ...options.state };
    },
  };
}

function hoursInMemory(
  note: (method: string, tenant: string) => Promise<void>,
): Pick<HistoryReader, 'hours' | 'rememberHour'> {
  const hours = new Map<string, ReadonlyMap<number, ChunkSummary>>();
  return {
    async hours(source, fromMs, toMs) {
      await note('hours', source.tenant);
      const known = hours.get(keyOf(source)) ?? new Map<number, ChunkSummary>();
      return new Map([...known].filter(([hour]) => hour >= fromMs && hour < toMs));
    },
    async rememberHour(source, hourMs, summary) {
      await note('rememberHour', source.tenant);
      hours.set(keyOf(source), new Map([...(hours.get(keyOf(source)) ?? []), [hourMs, summary]]));
    },
  };
}

function keyOf({ tenant, sourceArn }: HistorySource): string {
  return `${tenant} ${sourceArn}`;
}

function digits(ms: number): string {
  return String(ms).padStart(13, '0');
}

function chunkOf(
  position: string,
  rows: readonly HistoryRow[],
  onUnpack: () => void,
): HistoryChunk {
  const sorted = rows.toSorted((one, other) => one.atMs - other.atMs);
  return {
    ...summarize(sorted),
    position,
    async rows() {
      onUnpack();
      return sorted;
    },
  };
}

function byPosition({ chunk: one }: StoredChunk, { chunk: other }: StoredChunk): number {
  return one.position < other.position ? -1 : 1;
}

function pageOf(
  stored: readonly StoredChunk[],
  { newestFirst, after = '', before = '~' }: ChunkQuery,
  pageSize: number,
): Omit<ChunkPage, 'through'> {
  const wanted = stored.filter(({ chunk }) => chunk.position > after && chunk.position < before);
  const inOrder = newestFirst ? wanted.toReversed() : wanted;
  let bytes = 0;
  const page = inOrder.slice(0, pageSize).filter((one, index) => {
    bytes += one.bytes;
    return index === 0 || bytes <= maxPageBytes;
  });
  const chunks = page.map(({ chunk }) => chunk);
  const next = chunks.length < inOrder.length ? chunks.at(-1)?.position : undefined;
  const read = page.reduce((sum, one) => sum + one.bytes, 0);
  return { chunks, bytes: read, ...(next !== undefined && { next }) };
}

/** A row of the history: an event that was accepted at once. */
export function aHistoryRow(fields: Partial<HistoryRow> = {}): HistoryRow {
  const { atMs = testNowMs - 600_000 } = fields;
  return {
    eventId: 'event-1',
    detailType: 'push',
    queuedAtMs: atMs - 500,
    atMs,
    outcome: 'accepted',
    attempts: 1,
    state: 'ACTIVE',
    trigger: 'live',
    ...fields,
  };
}
