import { summarize, type ChunkSummary } from '../../lambdas/domain/history/chunk.ts';
import { writeDomainEvent, type DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import type { BodyPlace, HistoryRow } from '../../lambdas/domain/history/row.ts';
import type {
  ChunkPage,
  ChunkQuery,
  HistoryChunk,
  HistoryReader,
  HistoryRecord,
  HistorySink,
  HistorySource,
} from '../../lambdas/ports/history.ts';
import { testNowMs } from './domain-builders.ts';

const dayMs = 24 * 60 * 60_000;

/** How a history in memory behaves. */
export interface FakeHistorySettings {
  readonly now?: () => number;
  readonly rowDays?: number;
  /** Whether rows can be read as soon as they were recorded; otherwise after {@link FakeHistory.run}. */
  readonly isRecordedAtOnce?: boolean;
  /** Records that the history queue does not take. */
  readonly refuses?: (record: HistoryRecord) => boolean;
  /** Whether texts can be stored beside the queue. */
  readonly storesBodies?: boolean;
  /** The most chunks of a page. */
  readonly pageSize?: number;
}

/** A history in memory, from both sides. */
export interface FakeHistory extends HistorySink, HistoryReader {
  /** What was recorded, in the order of the calls. */
  readonly records: readonly HistoryRecord[];
  /** Bodies that were asked for and were not of the tenant or the event. */
  readonly foreignBodies: readonly BodyPlace[];
  /** A run of the recorder: what waits can be read afterwards. */
  run(): void;
  /** Forgets all texts that are stored now, as the bucket's lifecycle does. */
  expireBodies(): void;
  /** Replaces an object that holds texts. */
  overwrite(key: string, bytes: Buffer): void;
}

interface StoredChunk extends ChunkSummary {
  readonly source: string;
  readonly position: string;
  readonly recordedAtMs: number;
  readonly rows: readonly HistoryRow[];
}

/** A history that does at once what the recorder does in its runs. */
export function fakeHistory(settings: FakeHistorySettings = {}): FakeHistory {
  return new HistoryInMemory(settings);
}

class HistoryInMemory implements FakeHistory {
  readonly records: HistoryRecord[] = [];
  readonly foreignBodies: BodyPlace[] = [];
  readonly #settings: Required<FakeHistorySettings>;
  readonly #chunks: StoredChunk[] = [];
  readonly #objects = new Map<string, Buffer>();
  readonly #hours = new Map<string, ChunkSummary>();
  #waiting: HistoryRecord[] = [];
  #lastRunMs = 0;
  #clearAtMs = 0;
  #latenessMs = 0;

  constructor(settings: FakeHistorySettings) {
    this.#settings = { ...standardSettings, ...settings };
  }

  readonly record: FakeHistory['record'] = async (given) => {
    const { refuses, isRecordedAtOnce } = this.#settings;
    const answers = given.map((record) => !refuses(record));
    const taken = given.filter((_, index) => answers[index]);
    this.records.push(...taken);
    this.#waiting.push(...taken);
    if (isRecordedAtOnce && taken.length > 0) this.run();
    return answers;
  };

  readonly keepBodies: FakeHistory['keepBodies'] = (given) => {
    const events = given.map(({ event }) => event);
    const { storesBodies } = this.#settings;
    const places = storesBodies ? this.#store(events.map(writeDomainEvent)) : [];
    const placeByEvent = new Map(events.map((event, index) => [event, places[index]]));
    return {
      placeOf: (event) => placeByEvent.get(event),
      stored: Promise.resolve(storesBodies),
    };
  };

  readonly run = (): void => {
    const nowMs = this.#settings.now();
    this.#lastRunMs = Math.max(nowMs, this.#lastRunMs + 1);
    this.#clearAtMs = nowMs;
    const placed = withPlaces(this.#waiting, (texts) => this.#store(texts));
    this.#waiting = [];
    for (const [source, own] of Map.groupBy(placed, keyOf)) {
      const rows = own.map(({ row }) => row).toSorted((one, other) => one.atMs - other.atMs);
      const summary = summarize(rows);
      this.#latenessMs = Math.max(this.#latenessMs, this.#lastRunMs - summary.fromMs);
      const position = `${pad(this.#lastRunMs)}#0000`;
      this.#chunks.push({ ...summary, source, position, recordedAtMs: this.#lastRunMs, rows });
    }
  };

  readonly expireBodies = (): void => this.#objects.clear();

  readonly overwrite = (key: string, bytes: Buffer): void => {
    this.#objects.set(key, bytes);
  };

  readonly page: FakeHistory['page'] = async (source, query) => {
    const { now, rowDays, pageSize } = this.#settings;
    const isKept = ({ recordedAtMs }: StoredChunk) => now() < recordedAtMs + rowDays * dayMs;
    const own = this.#chunks.filter((one) => one.source === keyOf(source) && isKept(one));
    return { ...pageOf(own, query, pageSize), through: pad(this.#lastRunMs + 1) };
  };

  readonly hours: FakeHistory['hours'] = async (source, fromMs, toMs) => {
    const own: [number, ChunkSummary][] = [];
    for (let hourMs = fromMs; hourMs < toMs; hourMs += 3_600_000) {
      const summary = this.#hours.get(`${keyOf(source)} ${hourMs}`);
      if (summary !== undefined) own.push([hourMs, summary]);
    }
    return new Map(own);
  };

  readonly rememberHour: FakeHistory['rememberHour'] = async (source, hourMs, summary) => {
    this.#hours.set(`${keyOf(source)} ${hourMs}`, summary);
  };

  readonly body: FakeHistory['body'] = async (tenant, eventId, place) => {
    const object = this.#objects.get(place.key);
    if (object === undefined) return undefined;
    const frame = object.subarray(place.offset, place.offset + place.length).toString();
    const text = frame.split('\n')[place.line] ?? '';
    if (text.replaceAll('\0', '').trim() === '') return undefined;
    if (isOf(text, tenant, eventId)) return text;
    this.foreignBodies.push(place);
    return undefined;
  };

  readonly recordingState: FakeHistory['recordingState'] = async () => ({
    through: pad(this.#lastRunMs + 1),
    clearAtMs: this.#clearAtMs,
    latenessMs: this.#latenessMs,
  });

  /** Stores each text as a frame of its own. */
  #store(texts: readonly string[]): readonly BodyPlace[] {
    const key = `bodies/${this.#objects.size + 1}`;
    let offset = 0;
    const places = texts.map((text): BodyPlace => {
      const length = Buffer.byteLength(text);
      const place = { key, offset, length, line: 0 };
      offset += length;
      return place;
    });
    if (texts.length > 0) this.#objects.set(key, Buffer.from(texts.join('')));
    return places;
  }
}

const standardSettings: Required<FakeHistorySettings> = {
  now: () => testNowMs,
  rowDays: 30,
  isRecordedAtOnce: true,
  refuses: () => false,
  storesBodies: true,
  pageSize: 100,
};

function keyOf({ tenant, sourceArn }: HistorySource): string {
  return JSON.stringify([tenant, sourceArn]);
}

function pad(ms: number): string {
  return String(ms).padStart(13, '0');
}

/** Gives each row whose event's text rides with it the text's place. */
function withPlaces(
  records: readonly HistoryRecord[],
  store: (texts: readonly string[]) => readonly BodyPlace[],
): readonly HistoryRecord[] {
  const riding = records.filter(({ row }) => row.body === undefined);
  const events = [...new Set(riding.flatMap(({ event }) => event ?? []))];
  const places = store(events.map(writeDomainEvent));
  const placeOf = new Map<DomainEvent | undefined, BodyPlace | undefined>(
    events.map((event, index) => [event, places[index]]),
  );
  return records.map((record) => {
    const place = record.row.body ?? placeOf.get(record.event);
    return place === undefined ? record : { ...record, row: { ...record.row, body: place } };
  });
}

function pageOf(
  own: readonly StoredChunk[],
  { newestFirst, after = '', before = '~' }: ChunkQuery,
  pageSize: number,
): Omit<ChunkPage, 'through'> {
  const inRange = own
    .filter(({ position }) => position > after && position < before)
    .toSorted((one, other) => (one.position < other.position ? -1 : 1));
  const ordered = newestFirst ? inRange.toReversed() : inRange;
  const found = ordered.slice(0, pageSize);
  const last = found.at(-1);
  return {
    chunks: found.map(asChunk),
    bytes: 100 * found.reduce((sum, { rows }) => sum + rows.length, 0),
    ...(ordered.length > pageSize && last !== undefined && { next: last.position }),
  };
}

function asChunk(stored: StoredChunk): HistoryChunk {
  const { fromMs, toMs, counts, missed, detailTypes, position, rows } = stored;
  const summary = { fromMs, toMs, counts, ...(missed && { missed }), detailTypes };
  return { ...summary, position, rows: async () => rows };
}

function isOf(text: string, tenant: string, eventId: string): boolean {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null) return false;
    const { id, generator } = { id: '', generator: '', ...event };
    return id === eventId && tenantOf(generator) === tenant;
  } catch {
    return false;
  }
}
