import { numberAt, numberColumn, wordAt, wordColumn } from './column.ts';
import { isJsonObject } from '../json.ts';
import type { HistoryRow } from './row.ts';
import { readRows, writeRows } from './row-columns.ts';

/** A row of a message on the history queue. */
export interface WireRow {
  readonly tenant: string;
  readonly sourceArn: string;
  readonly row: HistoryRow;
  /** The index of its event's text among the message's; absent if the text is not in the message. */
  readonly text?: number;
}

/** An event's text in a message. */
export interface WireText {
  readonly tenant: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/** What a message on the history queue says, the texts themselves apart, which follow one another. */
export interface WireHead {
  readonly rows: readonly WireRow[];
  readonly texts: readonly WireText[];
}

/** Writes the head of a message: JSON, and the bytes of the ids beside it. */
export function writeWireHead({ rows, texts }: WireHead): {
  readonly json: string;
  readonly ids: readonly Uint8Array[];
} {
  const { columns, ids } = writeRows(rows.map(({ row }) => row));
  const json = JSON.stringify({
    rows: columns,
    tenant: wordColumn(rows.map(({ tenant }) => tenant)),
    source: wordColumn(rows.map(({ sourceArn }) => sourceArn)),
    text: numberColumn(rows.map(({ text = -1 }) => text)),
    texts: texts.length,
    of: wordColumn(texts.map(({ tenant }) => tenant)),
    bytes: numberColumn(texts.map(({ bytes }) => bytes)),
  });
  return { json, ids };
}

/** Reads the head of a message. Throws an Error if it is none. */
export function readWireHead(json: string, ids: Uint8Array): WireHead {
  const head: unknown = JSON.parse(json);
  if (!isJsonObject(head)) throw new Error('the head of a message is no JSON object');
  const count = numberAt(head['texts'], 0);
  const rows = readRows(head['rows'], ids).map((row, index): WireRow => {
    const text = numberAt(head['text'], index);
    if (text >= count) throw new Error('a row names a text that is not in its message');
    const tenant = named(wordAt(head['tenant'], index));
    const sourceArn = named(wordAt(head['source'], index));
    return { tenant, sourceArn, row, ...(text >= 0 && { text }) };
  });
  // Each text belongs to a row, so that there cannot be more.
  if (count < 0 || count > rows.length) throw new Error(`there cannot be ${count} texts`);
  const texts = Array.from({ length: count }, (_, index): WireText => {
    const bytes = numberAt(head['bytes'], index);
    if (bytes < 0) throw new Error('a text has less than no bytes');
    return { tenant: named(wordAt(head['of'], index)), bytes };
  });
  return { rows, texts };
}

function named(word: string | undefined): string {
  if (word === undefined) throw new Error('a row lacks its tenant or its source');
  return word;
}
