import { isException, rowOf } from '../domain/history/row-of.ts';
import type { historyModes } from '../settings/table/history.ts';
import type { HistoryRecord, KeptBodies } from '../ports/history.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { Decided } from './apply-dispositions.ts';
import type { Work } from './batch.ts';
import { historyFlushes, maxWaitMs, type FlushContext } from './flush-history.ts';
import { historyGroups } from './history-groups.ts';
import { recordedSettler, type SettleContext } from './settle-recorded.ts';

/** Records what became of a batch's deliveries in the history, while the batch goes on. */
export interface HistoryRecorder {
  /**
   * Takes deliveries that have a durable disposition, and held ones. Each is settled once the history has
   * its row, or has refused it and that was counted. A held one that it has refused is not settled.
   */
  add(decided: readonly Decided<Work>[]): void;
  /** Whether so many rows wait that no more deliveries should be made. */
  isFull(): boolean;
  /** Resolves when nothing waits any more, with the held deliveries that the history did not take. */
  end(): Promise<readonly Work[]>;
}

/** Of which deliveries the history has rows, and of which their events' texts. */
export interface HistorySettings {
  readonly rows: (typeof historyModes)[number];
  /** Detail types whose events' texts are not recorded. */
  readonly withoutBody: ReadonlySet<string>;
  /** How long after its retirement events for a source are held. */
  readonly holdForMs: number;
}

interface RecorderContext extends FlushContext, SettleContext {
  readonly settings: { readonly history: HistorySettings };
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The texts that are being stored apart; a row has its event's place among them. */
  readonly texts?: KeptBodies | undefined;
}

/** A row takes some 400 bytes of memory. */
const maxWaitingRows = 100_000;

/** A recorder that settles at once, where there is no history. */
export function withoutHistory(
  acknowledgement: Pick<EarlyAcknowledgement, 'settled'>,
): HistoryRecorder {
  return {
    add(decided) {
      for (const { delivery } of decided) acknowledgement.settled(delivery.messageId);
    },
    isFull: () => false,
    end: async () => [],
  };
}

/**
 * Gathers rows into groups of a few SQS billing units, and flushes a group when it is full, when it is
 * a moment old and nothing is under way, and at the end.
 */
export function historyRecorder(context: RecorderContext): HistoryRecorder {
  const { settings, now, sleep, acknowledgement, texts } = context;
  const groups = historyGroups({ keepsBack: texts !== undefined });
  const settler = recordedSettler(context);
  const flushes = historyFlushes(groups, settler, context);
  const textsKnown = texts === undefined ? undefined : learnOf(texts);

  async function learnOf({ stored }: KeptBodies): Promise<void> {
    if (!(await stored)) flushes.takeTextsAlong();
    groups.release();
    flushes.beginDue();
  }

  return {
    add(decided) {
      const nowMs = now();
      for (const one of decided) {
        const record = recordOf(one, { settings, texts, nowMs });
        if (record === undefined) acknowledgement.settled(one.delivery.messageId);
        else if (groups.rows() >= maxWaitingRows) settler.refuse(one);
        else if (groups.add(one, record, nowMs)) void sleep(maxWaitMs).then(flushes.beginDue);
      }
      flushes.beginDue();
    },
    isFull: () => groups.rows() >= maxWaitingRows,
    async end() {
      await flushes.all();
      await textsKnown;
      await flushes.all();
      return settler.end();
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
  const { event, text, mapping } = delivery;
  const hasText = !history.withoutBody.has(event.detailType);
  const body = hasText ? texts?.placeOf(event) : undefined;
  const row = rowOf({ delivery, mapping, disposition, nowMs, body });
  if (row === undefined) return undefined;
  if (history.rows === 'exceptions' && !isException(row)) return undefined;
  const { tenant, sourceArn } = mapping;
  return hasText && body === undefined
    ? { tenant, sourceArn, row, event, text }
    : { tenant, sourceArn, row };
}
