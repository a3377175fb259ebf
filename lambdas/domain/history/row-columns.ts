import { deadLetterReasons } from '../dead-letter.ts';
import { isJsonObject } from '../json.ts';
import {
  differences,
  numberAt,
  numberColumn,
  textAt,
  textColumn,
  wordAt,
  wordColumn,
  type NumberColumn,
  type TextColumn,
  type WordColumn,
} from './column.ts';
import { historyOutcomes, holdReasons, listeningStates, triggers, type HistoryRow } from './row.ts';

/**
 * Rows as JSON, column by column: packed, a row then takes a third of what it takes row by row. The names
 * are short, since they are most of a chunk of one row.
 */
export interface RowColumns {
  /** The number of rows. */
  readonly n: number;
  readonly id: TextColumn;
  /** EventBridge's ids. */
  readonly eb: TextColumn;
  readonly type: WordColumn;
  /** The time of each row, as the difference to the row before it. */
  readonly time: NumberColumn;
  /** From when the queue took the event until then. */
  readonly wait: NumberColumn;
  readonly out: WordColumn;
  /** The reason. */
  readonly why: WordColumn;
  readonly tries: NumberColumn;
  readonly state: WordColumn;
  /** The trigger. */
  readonly by: WordColumn;
  /** The replay. */
  readonly re: WordColumn;
  /** The failure's code and message. */
  readonly code: WordColumn;
  readonly text: WordColumn;
  /** The place of the event's text: its offset as the difference to the row before it. */
  readonly key: WordColumn;
  readonly off: NumberColumn;
  readonly len: NumberColumn;
  readonly line: NumberColumn;
}

const reasons = [...deadLetterReasons, ...holdReasons];

/** Writes rows as columns. */
export function writeRows(rows: readonly HistoryRow[]): RowColumns {
  return {
    n: rows.length,
    id: textColumn(rows.map((row) => row.eventId)),
    eb: textColumn(rows.map((row) => row.eventBridgeId)),
    type: wordColumn(rows.map((row) => row.detailType)),
    time: numberColumn(differences(rows.map((row) => row.atMs))),
    wait: numberColumn(rows.map((row) => row.atMs - row.queuedAtMs)),
    out: wordColumn(rows.map((row) => row.outcome)),
    why: wordColumn(rows.map((row) => row.reason)),
    tries: numberColumn(rows.map((row) => row.attempts)),
    state: wordColumn(rows.map((row) => row.state)),
    by: wordColumn(rows.map((row) => row.trigger)),
    re: wordColumn(rows.map((row) => row.replay)),
    code: wordColumn(rows.map((row) => row.failure?.code)),
    text: wordColumn(rows.map((row) => row.failure?.message)),
    key: wordColumn(rows.map((row) => row.body?.key)),
    off: numberColumn(differences(rows.map((row) => row.body?.offset ?? 0))),
    len: numberColumn(rows.map((row) => row.body?.length ?? 0)),
    line: numberColumn(rows.map((row) => row.body?.line ?? 0)),
  };
}

// No chunk and no message can hold more: with this, a wrong number of rows costs no memory.
const maxRows = 1_000_000;

/** Reads rows from their columns, which somebody else may have written. Throws an Error if they are none. */
export function readRows(columns: unknown): HistoryRow[] {
  if (!isJsonObject(columns)) throw new Error('the rows are no JSON object');
  const count = numberAt(columns['n'], 0);
  if (count < 0 || count > maxRows) throw new Error(`there cannot be ${count} rows`);
  const rows: HistoryRow[] = [];
  let atMs = 0;
  let offset = 0;
  for (let row = 0; row < count; row += 1) {
    atMs += numberAt(columns['time'], row);
    offset += numberAt(columns['off'], row);
    rows.push(readRow(columns, row, { atMs, offset }));
  }
  return rows;
}

type Columns = Readonly<Record<string, unknown>>;

function readRow(
  columns: Columns,
  row: number,
  { atMs, offset }: { readonly atMs: number; readonly offset: number },
): HistoryRow {
  const eventBridgeId = textAt(columns['eb'], row);
  const reason = wordAt(columns['why'], row);
  const replay = wordAt(columns['re'], row);
  const code = wordAt(columns['code'], row);
  const key = wordAt(columns['key'], row);
  return {
    eventId: given(textAt(columns['id'], row)),
    ...(eventBridgeId !== undefined && { eventBridgeId }),
    detailType: given(wordAt(columns['type'], row)),
    queuedAtMs: atMs - numberAt(columns['wait'], row),
    atMs,
    outcome: oneOf(historyOutcomes, wordAt(columns['out'], row)),
    ...(reason !== undefined && { reason: oneOf(reasons, reason) }),
    attempts: numberAt(columns['tries'], row),
    state: oneOf(listeningStates, wordAt(columns['state'], row)),
    trigger: oneOf(triggers, wordAt(columns['by'], row)),
    ...(replay !== undefined && { replay }),
    ...(code !== undefined && {
      failure: { code, message: given(wordAt(columns['text'], row)) },
    }),
    ...(key !== undefined && {
      body: {
        key,
        offset,
        length: numberAt(columns['len'], row),
        line: numberAt(columns['line'], row),
      },
    }),
  };
}

function given(text: string | undefined): string {
  if (text === undefined) throw new Error('a row lacks a text');
  return text;
}

function oneOf<T extends string>(values: readonly T[], word: string | undefined): T {
  const found = values.find((value) => value === word);
  if (found === undefined) throw new Error('a row has a word that is not known');
  return found;
}
