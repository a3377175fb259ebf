import type { DomainEvent } from '../../domain/domain-event.ts';
import type { HistoryRecord } from '../../ports/history.ts';

/**
 * The texts of one message in characters, before they are packed. A packed text takes a third of its size
 * as a rule; what takes more is divided again.
 */
const maxTextLength = 2_000_000;
/** The rows of one message, which take some 60 bytes each. */
const maxRows = 10_000;

/** Whether the text of a record's event goes with it. */
export function isWithText(
  record: HistoryRecord,
): record is HistoryRecord & { readonly event: DomainEvent } {
  return record.event !== undefined && record.row.body === undefined;
}

/** Divides records into groups of about one message each. */
export function divideRecords(records: readonly HistoryRecord[]): readonly HistoryRecord[][] {
  const groups: HistoryRecord[][] = [];
  let length = Infinity;
  let rows = maxRows;
  let lastEvent: DomainEvent | undefined;
  for (const record of records) {
    // Records of one event come one after the other, and have its text but once.
    const isNew = isWithText(record) && record.event !== lastEvent;
    const ownLength = isNew ? (record.text ?? record.event.detailJson).length : 0;
    if (rows === maxRows || (isNew && length + ownLength > maxTextLength)) {
      groups.push([]);
      length = 0;
      rows = 0;
    }
    groups.at(-1)?.push(record);
    length += ownLength;
    rows += 1;
    lastEvent = record.event;
  }
  return groups;
}
