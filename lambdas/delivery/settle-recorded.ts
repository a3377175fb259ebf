import type { HistoryRow } from '../domain/history/row.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { Decided } from './apply-dispositions.ts';
import type { BatchCounters } from './batch-counters.ts';
import type { Work } from './batch.ts';

/** What settling deliveries by what the history said of their rows needs. */
export interface SettleContext {
  readonly counters: BatchCounters;
  readonly acknowledgement: Pick<EarlyAcknowledgement, 'settled'>;
}

/** Settles and counts deliveries by what the history said of their rows. */
export interface RecordedSettler {
  /** The history has the row. */
  recorded(one: Decided<Work>, row: HistoryRow): void;
  /** The history does not have it: that of a held delivery is all that there is of it, any other is lost. */
  refuse(one: Decided<Work>): void;
  /** The texts that were stored apart are lost. */
  loseTexts(): void;
  /** Ends: returns the held deliveries that are not settled. */
  end(): readonly Work[];
}

/** A settler for one batch. */
export function recordedSettler({ counters, acknowledgement }: SettleContext): RecordedSettler {
  const batch = counters;
  const refused: Work[] = [];
  /** The events of rows that name a place among the texts that are stored apart. */
  const placed: Work['event'][] = [];
  let areTextsLost = false;
  return {
    recorded({ delivery, disposition }, row) {
      if (row.body !== undefined) placed.push(delivery.event);
      if (disposition.kind === 'hold') batch.held[disposition.reason] += 1;
      acknowledgement.settled(delivery.messageId);
    },
    refuse({ delivery, disposition }) {
      if (disposition.kind === 'hold') {
        refused.push(delivery);
        return;
      }
      batch.historyRowsLost += 1;
      acknowledgement.settled(delivery.messageId);
    },
    loseTexts() {
      areTextsLost = true;
    },
    end() {
      if (areTextsLost) batch.historyBodiesLost += new Set(placed).size;
      return refused;
    },
  };
}
