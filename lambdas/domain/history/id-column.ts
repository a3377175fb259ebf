import { isJsonObject } from '../json.ts';
import { numberAt, textAt, textColumn, type TextColumn } from './column.ts';
import { formOf, idBytes, readId, writeId, type IdForm } from './id-bytes.ts';

/**
 * A column of ids. Those of one form are bytes beside the JSON: random ones cannot be packed, and as text
 * they would take a half more. Columns without such ids are texts.
 */
export type IdColumn = BytesColumn | TextColumn;

interface BytesColumn {
  readonly as: IdForm;
  /** How many of their first bytes all ids share; these are there once. */
  readonly same: number;
  /** The rows that have another id, or none. */
  readonly but?: readonly (readonly [row: number, id: string | null])[];
}

/** A written column, and the bytes that belong to it. */
export interface WrittenIds {
  readonly column: IdColumn;
  readonly bytes: Uint8Array;
}

/** Writes ids that may be absent. */
export function idColumn(ids: readonly (string | undefined)[]): WrittenIds {
  const as = firstForm(ids);
  if (as === undefined) return { column: textColumn(ids), bytes: new Uint8Array() };
  const all = new Uint8Array(ids.length * idBytes);
  const but: [number, string | null][] = [];
  let end = 0;
  for (const [row, id] of ids.entries()) {
    if (id !== undefined && writeId(as, id, all, end)) end += idBytes;
    else but.push([row, id ?? null]);
  }
  const same = sharedBytes(all, end);
  return {
    column: { as, same, ...(but.length > 0 && { but }) },
    bytes: withoutShared(all.subarray(0, end), same),
  };
}

function firstForm(ids: readonly (string | undefined)[]): IdForm | undefined {
  for (const id of ids) {
    const form = id === undefined ? undefined : formOf(id);
    if (form !== undefined) return form;
  }
  return undefined;
}

/** How many of their first bytes all ids share. */
function sharedBytes(ids: Uint8Array, end: number): number {
  let same = idBytes;
  for (let at = idBytes; at < end && same > 0; at += idBytes) {
    let index = 0;
    while (index < same && ids[at + index] === ids[index]) index += 1;
    same = index;
  }
  return same;
}

function withoutShared(ids: Uint8Array, same: number): Uint8Array {
  if (same === 0) return ids;
  const own = idBytes - same;
  const bytes = new Uint8Array(same + (ids.length / idBytes) * own);
  bytes.set(ids.subarray(0, same));
  let end = same;
  for (let at = same; at < ids.length; at += idBytes) {
    bytes.set(ids.subarray(at, at + own), end);
    end += own;
  }
  return bytes;
}

/** A column that was read. */
export interface ReadIds {
  /** Of each row; throws an Error if the column has nothing there. */
  readonly idAt: (row: number) => string | undefined;
  /** The bytes that are not this column's. */
  readonly rest: Uint8Array;
}

/** Reads a column of ids from its JSON and from the beginning of the bytes. Throws an Error if it is none. */
export function readIds(column: unknown, bytes: Uint8Array, rows: number): ReadIds {
  if (!isJsonObject(column)) return { idAt: (row) => textAt(column, row), rest: bytes };
  const { as } = column;
  const same = numberAt(column['same'], 0);
  const but = readExceptions(column['but'] ?? [], rows);
  const count = rows - but.size;
  if ((as !== 'uuid' && as !== 'ulid') || same < 0 || same > idBytes || count < 1) {
    throw new Error('a column of ids cannot be read');
  }
  const end = same + count * (idBytes - same);
  if (end > bytes.length) throw new Error('a column of ids cannot be read: it lacks bytes');
  const ids = eachId(as, bytes.subarray(0, end), same);
  const all = Array.from({ length: rows }, (_, row) => (but.has(row) ? but.get(row) : ids()));
  return { idAt: (row) => textAt(all, row), rest: bytes.subarray(end) };
}

/** Reads the ids one after the other. */
function eachId(as: IdForm, bytes: Uint8Array, same: number): () => string {
  const id = bytes.slice(0, idBytes);
  let at = same;
  return () => {
    id.set(bytes.subarray(at, at + idBytes - same), same);
    at += idBytes - same;
    return readId(as, id);
  };
}

function readExceptions(but: unknown, rows: number): ReadonlyMap<number, string | null> {
  const list: readonly unknown[] = Array.isArray(but) ? but : [undefined];
  const exceptions = list.map((pair): readonly [number, string | null] => {
    const [row, id] = Array.isArray(pair) ? pair : [];
    return [numberAt(row, 0), textAt([id], 0) ?? null];
  });
  if (exceptions.every(([row]) => row >= 0 && row < rows)) return new Map(exceptions);
  throw new Error('a column of ids cannot be read: it has more rows than there are');
}
