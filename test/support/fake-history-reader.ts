import { summarize, type ChunkSummary } from '../../lambdas/domain/history/chunk.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import type {
  HistoryChunk,
  HistoryReader,
  HistorySource,
  RecordingState,
} from '../../lambdas/ports/history.ts';
import { testNowMs } from './domain-builders.ts';

/** A history in memory, and what was asked of it. */
export interface FakeHistoryReader extends HistoryReader {
  /** Records rows as one chunk, at the time of a run; returns its position. */
  record(source: HistorySource, recordedAtMs: number, rows: readonly HistoryRow[]): string;
  /** The names of the methods that were called, in order, and whose history was asked for. */
  readonly calls: { readonly method: string; readonly tenant: string }[];
  /** How often a chunk was unpacked. */
  readonly unpacked: () => number;
  /** The texts of events, by `<tenant> <event> <key>`. */
  readonly bodies: Map<string, string>;
  readonly remembered: Map<string, Map<number, ChunkSummary>>;
}

/** How a history in memory behaves. */
export interface FakeHistoryOptions {
  /** Chunks a page. */
  readonly pageSize?: number;
  readonly bytesOf?: (rows: number) => number;
  readonly state?: Partial<RecordingState>;
  /** Is called before every call; a test lets time pass in it, or throws. */
  readonly before?: (method: string, bytes: number) => Promise<void> | void;
}

/** The history of one Region in memory. */
export function fakeHistoryReader({
  pageSize = 100,
  bytesOf = (rows) => 200 + 40 * rows,
  state = {},
  before = () => undefined,
}: FakeHistoryOptions = {}): FakeHistoryReader {
  const chunksBySource = new Map<string, HistoryChunk[]>();
  const sizes = new Map<string, number>();
  const calls: { method: string; tenant: string }[] = [];
  const bodies = new Map<string, string>();
  const remembered = new Map<string, Map<number, ChunkSummary>>();
  let unpacked = 0;
  let chunksMade = 0;
  const keyOf = ({ tenant, sourceArn }: HistorySource) => `${tenant} ${sourceArn}`;
  const call = async (method: string, tenant: string, bytes = 0): Promise<void> => {
    calls.push({ method, tenant });
    await before(method, bytes);
  };
  return {
    calls,
    bodies,
    remembered,
    unpacked: () => unpacked,
    record(source, recordedAtMs, rows) {
      chunksMade += 1;
      const position = `${String(recordedAtMs).padStart(13, '0')}-${String(chunksMade).padStart(6, '0')}`;
      const sorted = rows.toSorted((one, other) => one.atMs - other.atMs);
      const chunk: HistoryChunk = {
        ...summarize(sorted),
        position,
        rows() {
          unpacked += 1;
          return sorted;
        },
      };
      const chunks = chunksBySource.get(keyOf(source)) ?? [];
      chunks.push(chunk);
      chunks.sort((one, other) => (one.position < other.position ? -1 : 1));
      chunksBySource.set(keyOf(source), chunks);
      sizes.set(position, bytesOf(rows.length));
      return position;
    },
    async page(source, query) {
      const all = chunksBySource.get(keyOf(source)) ?? [];
      const wanted = all.filter(
        ({ position }) =>
          (query.after === undefined || position > query.after) &&
          (query.before === undefined || position < query.before),
      );
      if (query.newestFirst) wanted.reverse();
      const chunks: HistoryChunk[] = [];
      let bytes = 0;
      for (const chunk of wanted.slice(0, pageSize)) {
        const size = sizes.get(chunk.position) ?? 0;
        if (chunks.length > 0 && bytes + size > 1_000_000) break;
        chunks.push(chunk);
        bytes += size;
      }
      await call('page', source.tenant, bytes);
      const last = chunks.at(-1)?.position;
      const hasMore = chunks.length < wanted.length && last !== undefined;
      return { chunks, bytes, ...(hasMore && { next: last }) };
    },
    async hours(source, fromMs, toMs) {
      await call('hours', source.tenant);
      const known = remembered.get(keyOf(source)) ?? new Map<number, ChunkSummary>();
      return new Map([...known].filter(([hour]) => hour >= fromMs && hour < toMs));
    },
    async rememberHour(source, hourMs, summary) {
      await call('rememberHour', source.tenant);
      const known = remembered.get(keyOf(source)) ?? new Map<number, ChunkSummary>();
      remembered.set(keyOf(source), known.set(hourMs, summary));
    },
    async body(tenant, eventId, { key }) {
      await call('body', tenant);
      return bodies.get(`${tenant} ${eventId} ${key}`);
    },
    async recordingState() {
      await call('recordingState', '');
      return {
        through: String(testNowMs).padStart(13, '0'),
        clearAtMs: testNowMs,
        latenessMs: 120_000,
        ...state,
      };
    },
  };
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
