import { positionAt, reachOf, type Reach } from '../domain/history/reach.ts';
import type { ReplayRequest } from '../domain/history/replay.ts';
import type {
  HistoryChunk,
  HistoryReader,
  HistoryReaders,
  HistorySource,
  RecordingState,
} from '../ports/history.ts';

/** A chunk, and the Region in whose history it is. */
export interface PlacedChunk {
  readonly region: string;
  readonly chunk: HistoryChunk;
}

/** Chunks one after the other, in the order of recording. */
export interface ChunkStream {
  /** The next chunk, which the next call gives again unless it was taken; undefined after the last one. */
  peek(): Promise<PlacedChunk | undefined>;
  /** Takes the chunk that was given. */
  take(): void;
  /** What was read until now, in bytes. */
  bytes(): number;
}

/** Which chunks of which source are wanted. */
export interface ChunkRange {
  readonly source: HistorySource;
  /** By Region; a Region that is missing is not read. */
  readonly reaches: ReadonlyMap<string, Reach>;
  /** How long a call may take. */
  readonly timeoutMs: number;
}

/** How far each Region's history is recorded. */
export async function recordingStates(
  readers: HistoryReaders,
): Promise<ReadonlyMap<string, RecordingState>> {
  const states = Array.from(
    readers,
    async ([region, reader]) => [region, await reader.recordingState()] as const,
  );
  return new Map(await Promise.all(states));
}

/**
 * Where the outcomes of a time are in each Region.
 *
 * @param cursor the last chunk that is done, by Region
 */
export function reachesOf(
  request: Pick<ReplayRequest, 'fromMs' | 'toMs'>,
  states: ReadonlyMap<string, RecordingState>,
  cursor: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Reach> {
  const reaches = Array.from(states, ([region, state]) => {
    const reach = reachOf(request, state);
    const done = cursor[region] ?? positionAt(0);
    return [region, { ...reach, after: done > reach.after ? done : reach.after }] as const;
  });
  return new Map(reaches);
}

/** The chunks of a source in several Regions, merged by their positions. */
export function chunkStream(readers: HistoryReaders, range: ChunkRange): ChunkStream {
  const regions = Array.from(range.reaches, ([region, reach]) => {
    const reader = readers.get(region);
    return reader === undefined ? [] : [{ region, chunks: regionStream(reader, reach, range) }];
  }).flat();
  let given: (typeof regions)[number] | undefined;
  return {
    async peek() {
      const heads = await Promise.all(
        regions.map(async (one) => ({ one, chunk: await one.chunks.peek() })),
      );
      let first: (PlacedChunk & { readonly one: (typeof regions)[number] }) | undefined;
      for (const { one, chunk } of heads) {
        if (chunk === undefined) continue;
        if (first === undefined || chunk.position < first.chunk.position)
          first = { one, region: one.region, chunk };
      }
      given = first?.one;
      return first && { region: first.region, chunk: first.chunk };
    },
    take: () => given?.chunks.take(),
    bytes: () => regions.reduce((sum, { chunks }) => sum + chunks.bytes(), 0),
  };
}

function regionStream(reader: HistoryReader, reach: Reach, { source, timeoutMs }: ChunkRange) {
  let chunks: readonly HistoryChunk[] = [];
  let after: string | undefined = reach.after;
  let bytes = 0;
  return {
    async peek(): Promise<HistoryChunk | undefined> {
      while (chunks.length === 0 && after !== undefined && after < reach.before) {
        const query = { newestFirst: false, after, before: reach.before, timeoutMs };
        const page = await reader.page(source, query);
        ({ chunks, next: after } = { next: undefined, ...page });
        bytes += page.bytes;
      }
      return chunks[0];
    },
    take(): void {
      chunks = chunks.slice(1);
    },
    bytes: () => bytes,
  };
}
