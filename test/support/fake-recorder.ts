import {
  firstRecorderState,
  isSeen,
  type RecorderState,
} from '../../lambdas/domain/history/recorder-state.ts';
import type { BodyPlace } from '../../lambdas/domain/history/row.ts';
import type { OwnedRow } from '../../lambdas/domain/history/gather.ts';
import type { WireRow } from '../../lambdas/domain/history/wire.ts';
import type {
  HistoryMessage,
  HistoryQueue,
  RecorderServices,
  RecorderTable,
} from '../../lambdas/ports/recorder.ts';
import { fakeLog } from './fake-log.ts';

/** A history queue in memory. Messages are received until they are deleted, each once in a run. */
export interface FakeHistoryQueue extends HistoryQueue {
  send(rows: readonly WireRow[]): void;
  /** Puts a message on the queue that cannot be read. */
  sendPoison(): void;
  /** Lets the visibility time-out of all messages pass. */
  showAll(): void;
  size(): number;
}

/** A queue whose deletions are confirmed as `confirms` says. */
export function fakeHistoryQueue(confirms: () => boolean = () => true): FakeHistoryQueue {
  const messages = new Map<string, HistoryMessage>();
  const hidden = new Set<string>();
  let sent = 0;
  const add = (body: string) => {
    sent += 1;
    const messageId = `message-${sent}`;
    messages.set(messageId, { messageId, receiptHandle: messageId, sentAtMs: 0, body });
  };
  return {
    send: (rows) => add(JSON.stringify(rows)),
    sendPoison: () => add('poison'),
    showAll: () => hidden.clear(),
    size: () => messages.size,
    async receive() {
      const visible = [...messages.values()].filter(({ messageId }) => !hidden.has(messageId));
      const received = visible.slice(0, 10);
      for (const { messageId } of received) hidden.add(messageId);
      return received;
    },
    async delete(given) {
      const deleted = given.filter(confirms);
      for (const { messageId } of deleted) messages.delete(messageId);
      return deleted.map(({ messageId }) => messageId);
    },
    countWaiting: async () => [...messages.keys()].filter((id) => !hidden.has(id)).length,
    countHidden: async () => [...hidden].filter((id) => messages.has(id)).length,
  };
}

/** A history table in memory, as the recorder writes it and readers see it. */
export interface FakeRecorderTable extends RecorderTable {
  /** The rows that readers see. */
  seen(): readonly OwnedRow[];
  state(): RecorderState;
  /** The rounds of which message ids are remembered. */
  rememberedRounds(): readonly number[];
}

/** A table that writes so many chunks before its time is over. */
export function fakeRecorderTable(chunksInTime: () => number = () => Infinity): FakeRecorderTable {
  let state = firstRecorderState;
  const chunks: { roundMs: number; rows: readonly OwnedRow[] }[] = [];
  const ids = new Map<number, readonly string[]>();
  return {
    state: () => state,
    seen: () => chunks.flatMap(({ roundMs, rows }) => (isSeen(state, roundMs) ? rows : [])),
    rememberedRounds: () => [...ids.keys()],
    load: async () => state,
    async save(next) {
      if (next.version !== state.version + 1) return 'superseded';
      state = next;
      return 'saved';
    },
    async writeChunks(given, roundMs) {
      const inTime = given.slice(0, chunksInTime());
      for (const { rows, ...source } of inTime) {
        chunks.push({ roundMs, rows: rows.map((row) => ({ ...source, row })) });
      }
      return inTime.length === given.length ? given.length : undefined;
    },
    loadMessageIds: async () => new Map(ids),
    async keepMessageIds(roundMs, own) {
      if (own.length === 0) ids.delete(roundMs);
      else ids.set(roundMs, own);
    },
  };
}

/** Services of the recorder in memory. */
export function fakeRecorderServices(
  services: Pick<RecorderServices, 'queue' | 'table' | 'now'> & Partial<RecorderServices>,
): RecorderServices & { readonly log: ReturnType<typeof fakeLog> } {
  const log = fakeLog();
  return {
    storeTexts: async (texts) =>
      new Map(
        texts.map((text, line): [typeof text, BodyPlace] => [
          text,
          { key: 'bodies/1', offset: 0, length: 1, line },
        ]),
      ),
    unpack(body) {
      const rows: WireRow[] = JSON.parse(body);
      const texts = rows.flatMap(({ tenant, text }) =>
        text === undefined ? [] : [{ tenant, bytes: 1 }],
      );
      return { rows, texts, unpackTexts: () => texts.map(() => Buffer.from('x')) };
    },
    limits: {
      rowDays: 30,
      receivesInFlight: 2,
      maxRoundBytes: 1e9,
      maxRoundRows: 40,
      maxRoundMessages: 1_000,
    },
    ...services,
    log,
  };
}
