import { deadLetterReasons } from '../dead-letter.ts';
import { isJsonObject } from '../json.ts';
import {
  differences,
  numberAt,
  numberColumn,
  wordAt,
  wordColumn,
  type NumberColumn,
  type WordColumn,
} from './column.ts';
import { idColumn, readIds, type IdColumn } from './id-column.ts';
import { historyOutcomes, holdReasons, listeningStates, triggers, type HistoryRow } from './row.ts';

/**
 * Rows as JSON, column by column: packed, a row then takes a third of what it takes row by row. The names
 * are short and a column that is as usual is absent, since this is most of a chunk of few rows.
 */
export interface RowColumns extends Partial<UsualColumns> {
  /** The number of rows. */
  readonly n: number;
  readonly id: IdColumn;
  /** The time of each row, as the difference to the row before it. */
  readonly time: NumberColumn;
  /** From when the queue took the event until then. */
  readonly wait: NumberColumn;
  readonly type: WordColumn;
}

interface UsualColumns {
  /** EventBridge's ids. */
  readonly eb: IdColumn;
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
  /** The place of the event's text: its offset and line as the difference to the row before it. */
  readonly key: WordColumn;
  readonly off: NumberColumn;
  readonly len: NumberColumn;
  readonly line: NumberColumn;
}

/** What an absent column says of every row. */
const usual: UsualColumns = {
  eb: null,
  out: 'accepted',
  why: null,
  tries: 1,
  state: 'ACTIVE',
  by: 'live',
  re: null,
  code: null,
  text: null,
  key: null,
  off: 0,
  len: 0,
  line: 0,
};

const usualOnes: ReadonlyMap<string, unknown> = new Map(Object.entries(usual));

/** Rows as they are written. */
export interface WrittenRows {
  readonly columns: RowColumns;
  /** Of the ids: those of the events, then EventBridge's. */
  readonly ids: readonly Uint8Array[];
}

const reasons = [...deadLetterReasons, ...holdReasons];

/** Writes rows as columns. */
export function writeRows(rows: readonly HistoryRow[]): WrittenRows {
  const eventIds = idColumn(rows.map((row) => row.eventId));
  const eventBridgeIds = idColumn(rows.map((row) => row.eventBridgeId));
  const columns = {
    n: rows.length,
    id: eventIds.column,
    time: differences(rows, (row) => row.atMs),
    wait: numberColumn(rows, (row) => row.atMs - row.queuedAtMs),
    type: wordColumn(rows, (row) => row.detailType),
    eb: eventBridgeIds.column,
    // To ask each row once spares most of the time that the columns would take.
    ...(!rows.every(isUsual) && outcomeColumns(rows)),
    ...(rows.some((row) => row.body !== undefined) && placeColumns(rows)),
  };
  return { columns: withoutUsual(columns), ids: [eventIds.bytes, eventBridgeIds.bytes] };
}

function isUsual(row: HistoryRow): boolean {
  return (
    row.outcome === usual.out &&
    row.attempts === usual.tries &&
    row.state === usual.state &&
    row.trigger === usual.by &&
    (row.reason ?? row.replay ?? row.failure) === undefined
  );
}

function outcomeColumns(rows: readonly HistoryRow[]) {
  return {
    out: wordColumn(rows, (row) => row.outcome),
    why: wordColumn(rows, (row) => row.reason),
    tries: numberColumn(rows, (row) => row.attempts),
    state: wordColumn(rows, (row) => row.state),
    by: wordColumn(rows, (row) => row.trigger),
    re: wordColumn(rows, (row) => row.replay),
    code: wordColumn(rows, (row) => row.failure?.code),
    text: wordColumn(rows, (row) => row.failure?.message),
  };
}

function placeColumns(rows: readonly HistoryRow[]) {
  return {
    key: wordColumn(rows, (row) => row.body?.key),
    off: differences(rows, (row) => row.body?.offset ?? 0),
    len: numberColumn(rows, (row) => row.body?.length ?? 0),
    line: differences(rows, (row) => row.body?.line ?? 0),
  };
}

function withoutUsual(columns: RowColumns): RowColumns {
  const { n, id, time, wait, type, ...others } = columns;
  const unusual = Object.entries(others).filter(([name, column]) => column !== usualOnes.get(name));
  return { n, id, time, wait, type, ...Object.fromEntries(unusual) };
}

// No chunk and no message can hold more: with this, a wrong number of rows costs no memory.
const maxRows = 1_000_000;

/** Reads rows from their columns, which somebody else may have written. Throws an Error if they are none. */
export function readRows(json: unknown, ids: Uint8Array): HistoryRow[] {
  if (!isJsonObject(json)) throw new Error('the rows are no JSON object');
  const count = numberAt(json['n'], 0);
  if (count < 0 || count > maxRows) throw new Error(`there cannot be ${count} rows`);
  const columns: Columns = { ...usual, ...json };
  const events = readIds(json['id'], ids, count);
  const eventBridge = readIds(columns['eb'], events.rest, count);
  const idsAt = (row: number) => ({
    eventId: given(events.idAt(row)),
    eventBridgeId: eventBridge.idAt(row),
  });
  const rows: HistoryRow[] = [];
  let [atMs, offset, line] = [0, 0, 0];
  for (let row = 0; row < count; row += 1) {
    atMs += numberAt(columns['time'], row);
    offset += numberAt(columns['off'], row);
    line += numberAt(columns['line'], row);
    rows.push(readRow(columns, row, { ...idsAt(row), atMs, offset, line }));
  }
  return rows;
}

type Columns = Readonly<Record<string, unknown>>;

/** What is not in a row's columns alone. */
interface Begun {
  readonly eventId: string;
  readonly eventBridgeId: string | undefined;
  readonly atMs: number;
  readonly offset: number;
  readonly line: number;
}

function readRow(
  columns: Columns,
  row: number,
  { eventId, eventBridgeId, atMs, offset, line }: Begun,
): HistoryRow {
  const reason = wordAt(columns['why'], row);
  const replay = wordAt(columns['re'], row);
  const code = wordAt(columns['code'], row);
  const key = wordAt(columns['key'], row);
  return {
    eventId,
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
      body: { key, offset, length: numberAt(columns['len'], row), line },
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
