import { isException, rowOf } from '../domain/history/row-of.ts';
import type { HistoryRecord, HistorySink, KeptBodies } from '../ports/history.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { Decided } from './apply-dispositions.ts';
import type { BatchCounters } from './batch-counters.ts';
import type { Work } from './batch.ts';
import { historyGroups, type HistoryGroup } from './history-groups.ts';

/** Records what became of a batch's deliveries in the history, while the batch goes on. */
export interface HistoryRecorder {
  /**
   * Takes deliveries that have a durable disposition, and held ones. Each is settled once the history has
   * its row, or has refused it and that was counted. A held one that it has refused is not settled.
   */
  add(decided: readonly Decided<Work>[]): void;
  /** Whether so many rows wait that no more should be made. */
  isFull(): boolean;
  /** Resolves when nothing waits any more, with the held deliveries that the history did not take. */
  end(): Promise<readonly Work[]>;
}

/** Of which deliveries the history has rows, and of which their events' texts. */
export interface HistorySettings {
  readonly rows: 'all' | 'exceptions' | 'none';
  /** Detail types whose events' texts are not recorded. */
  readonly withoutBody: ReadonlySet<string>;
  /** How long after its retirement events for a source are held. */
  readonly holdForMs: number;
}

interface RecorderContext {
  readonly sink: HistorySink;
  readonly settings: { readonly history: HistorySettings };
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly counters: BatchCounters;
  readonly acknowledgement: Pick<EarlyAcknowledgement, 'settled'>;
  /** The texts that are being stored apart; a row has its event's place among them. */
  readonly texts?: KeptBodies | undefined;
  /** When everything must be recorded, epoch milliseconds. */
  readonly historyMs: number;
}

// As many as the queue takes side by side without waiting for one that is slow.
const maxFlushesInFlight = 4;
// A history queue that does not answer must not hold up what is to be acknowledged.
const flushTimeoutMs = 5_000;
// A process that dies before a flush repeats the deliveries in it.
const maxWaitMs = 200;
/** A row takes some 400 bytes of memory. */
const maxWaitingRows = 100_000;

/** A recorder that settles at once, where there is no history. */
export function withoutHistory({
  settled,
}: Pick<EarlyAcknowledgement, 'settled'>): HistoryRecorder {
  return {
    add(decided) {
      for (const { delivery } of decided) settled(delivery.messageId);
    },
    isFull: () => false,
    end: async () => [],
  };
}

/**
 * Gathers rows into groups of about one SQS billing unit, and flushes a group when it is full, when it is
 * a moment old and nothing is under way, and at the end. A flush is given up after a while: its rows are
 * lost then, and counted.
 */
export function historyRecorder(context: RecorderContext): HistoryRecorder {
  const { settings, now, sleep, acknowledgement, texts } = context;
  const groups = historyGroups();
  const inFlight = new Set<Promise<void>>();
  const flush = flusher(context);
  let areTextsStored: boolean | undefined = texts === undefined ? true : undefined;
  void texts?.stored.then((isStored) => {
    areTextsStored = isStored;
  });

  function begin(group: HistoryGroup): void {
    const flushing = flush.flush(group, areTextsStored).finally(() => {
      inFlight.delete(flushing);
      flushDue();
    });
    inFlight.add(flushing);
  }

  function flushDue(): void {
    while (inFlight.size < maxFlushesInFlight) {
      const isLate = inFlight.size === 0 && now() - groups.sinceMs() >= maxWaitMs;
      if (!groups.isFlushDue(isLate)) return;
      begin(groups.take(areTextsStored !== undefined));
    }
  }

  async function flushAll(): Promise<void> {
    for (;;) {
      while (inFlight.size < maxFlushesInFlight && groups.canTake(areTextsStored !== undefined)) {
        begin(groups.take(areTextsStored !== undefined));
      }
      if (inFlight.size === 0) return;
      await Promise.race(inFlight);
    }
  }

  return {
    add(decided) {
      const nowMs = now();
      for (const one of decided) {
        const record = recordOf(one, { settings, texts, nowMs });
        if (record === undefined) acknowledgement.settled(one.delivery.messageId);
        else if (groups.rows() >= maxWaitingRows) flush.refuse(one);
        else if (groups.add(one, record, nowMs)) void sleep(maxWaitMs).then(flushDue);
      }
      flushDue();
    },
    isFull: () => groups.rows() >= maxWaitingRows,
    async end() {
      await flushAll();
      await texts?.stored;
      await flushAll();
      if (areTextsStored === false) flush.countLostTexts();
      return flush.refused();
    },
  };
}

interface RecordContext {
  readonly settings: { readonly history: HistorySettings };
  readonly texts: KeptBodies | undefined;
  readonly nowMs: number;
}

/** The record of a delivery; undefined if the history is to have none. */
function recordOf(
  { delivery, disposition }: Decided<Work>,
  { settings: { history }, texts, nowMs }: RecordContext,
): HistoryRecord | undefined {
  const { event, mapping } = delivery;
  const hasText = !history.withoutBody.has(event.detailType);
  const body = hasText ? texts?.placeOf(event) : undefined;
  const row = rowOf({ delivery, mapping, disposition, nowMs, body });
  if (row === undefined) return undefined;
  if (history.rows === 'exceptions' && !isException(row)) return undefined;
  const { tenant, sourceArn } = mapping;
  return hasText && body === undefined
    ? { tenant, sourceArn, row, event }
    : { tenant, sourceArn, row };
}

/** Flushes groups to the history, and settles what is in them. */
function flusher({ sink, now, counters, acknowledgement, historyMs }: RecorderContext) {
  const refused: Work[] = [];
  const placed = new Set<Work['event']>();

  function refuse({ delivery, disposition }: Decided<Work>): void {
    if (disposition.kind === 'hold') {
      refused.push(delivery);
    } else {
      counters.historyRowsLost += 1;
      acknowledgement.settled(delivery.messageId);
    }
  }

  return {
    refuse,
    refused: (): readonly Work[] => refused,
    /** Counts the events whose rows name a place at which their texts are not. */
    countLostTexts(): void {
      counters.historyBodiesLost += placed.size;
    },
    async flush({ decided, records }: HistoryGroup, areTextsStored: boolean | undefined) {
      const sent = areTextsStored === false ? withTexts(records, decided) : records;
      const timeoutMs = Math.min(flushTimeoutMs, historyMs - now());
      const taken = timeoutMs <= 0 ? [] : await sink.record(sent, { timeoutMs });
      for (const [index, one] of decided.entries()) {
        if (taken[index] !== true) {
          refuse(one);
          continue;
        }
        if (sent[index]?.row.body !== undefined) placed.add(one.delivery.event);
        if (one.disposition.kind === 'hold') counters.held[one.disposition.reason] += 1;
        acknowledgement.settled(one.delivery.messageId);
      }
    },
  };
}

/** The same records with texts instead of places, since the texts could not be stored apart. */
function withTexts(
  records: readonly HistoryRecord[],
  decided: readonly Decided<Work>[],
): readonly HistoryRecord[] {
  return records.map((record, index) => {
    const { body, ...row } = record.row;
    const event = decided[index]?.delivery.event;
    return body === undefined || event === undefined ? record : { ...record, row, event };
  });
}
