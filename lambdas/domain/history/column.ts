/**
 * A column of whole numbers as JSON: one number if all are equal, which costs next to nothing to write, to
 * pack and to read; otherwise all of them.
 */
export type NumberColumn = number | readonly number[];

/**
 * A column of texts that are few different ones: the text if all are equal, otherwise the different ones
 * and the index of each row's.
 */
export type WordColumn =
  string | null | { readonly words: readonly (string | null)[]; readonly at: NumberColumn };

/** A column of texts that differ from row to row; null if no row has one. */
export type TextColumn = readonly (string | null)[] | null;

/** Writes a whole number of each row. */
export function numberColumn<T>(rows: readonly T[], numberOf: (row: T) => number): NumberColumn {
  const [first] = rows;
  if (first === undefined) return 0;
  const number = numberOf(first);
  // Most columns are of one number, and make no list.
  return rows.every((row) => numberOf(row) === number) ? number : rows.map(numberOf);
}

/** A row's number. Throws an Error if the column has none there. */
export function numberAt(column: unknown, row: number): number {
  const value: unknown = Array.isArray(column) ? column[row] : column;
  if (isWhole(value)) return value;
  throw new Error('a column of numbers cannot be read');
}

/** Writes a text of each row that may be absent. */
export function wordColumn<T>(
  rows: readonly T[],
  wordOf: (row: T) => string | undefined,
): WordColumn {
  const [first] = rows;
  if (first === undefined) return null;
  const same = wordOf(first);
  if (rows.every((row) => wordOf(row) === same)) return same ?? null;
  const indexes = new Map<string | undefined, number>();
  const at = rows.map((row) => {
    const word = wordOf(row);
    const known = indexes.get(word) ?? indexes.size;
    if (known === indexes.size) indexes.set(word, known);
    return known;
  });
  return { words: Array.from(indexes.keys(), (word) => word ?? null), at };
}

/** A row's text, if it has one. Throws an Error if this is no column of texts. */
export function wordAt(column: unknown, row: number): string | undefined {
  if (typeof column === 'string') return column;
  if (column === null) return undefined;
  if (!isManyWords(column)) throw new Error('a column of words cannot be read');
  return textAt(column.words, numberAt(column.at, row));
}

/** Writes texts that may be absent. */
export function textColumn(texts: readonly (string | undefined)[]): TextColumn {
  if (texts.every((text) => text === undefined)) return null;
  return texts.map((text) => text ?? null);
}

/** A row's text, if it has one. Throws an Error if this is no column of texts. */
export function textAt(column: unknown, row: number): string | undefined {
  const value: unknown = Array.isArray(column) ? column[row] : column;
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  throw new Error('a column of texts cannot be read');
}

/** Writes the difference of each row's number to that of the row before it; of the first to 0. */
export function differences<T>(rows: readonly T[], numberOf: (row: T) => number): NumberColumn {
  let before = 0;
  const steps = rows.map((row) => {
    const number = numberOf(row);
    const step = number - before;
    before = number;
    return step;
  });
  return numberColumn(steps, (step) => step);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isManyWords(value: unknown): value is { readonly words: unknown; readonly at: unknown } {
  return typeof value === 'object' && value !== null && 'words' in value && 'at' in value;
}
