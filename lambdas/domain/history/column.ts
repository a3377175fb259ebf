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

/** Writes whole numbers. */
export function numberColumn(numbers: readonly number[]): NumberColumn {
  const [first = 0] = numbers;
  return numbers.every((number) => number === first) ? first : numbers;
}

/** A row's number. Throws an Error if the column has none there. */
export function numberAt(column: unknown, row: number): number {
  const value: unknown = Array.isArray(column) ? column[row] : column;
  if (isWhole(value)) return value;
  throw new Error('a column of numbers cannot be read');
}

/** Writes texts that may be absent. */
export function wordColumn(texts: readonly (string | undefined)[]): WordColumn {
  const [first] = texts;
  if (texts.every((text) => text === first)) return first ?? null;
  const indexes = new Map<string | undefined, number>();
  const at = texts.map((text) => {
    const known = indexes.get(text) ?? indexes.size;
    if (known === indexes.size) indexes.set(text, known);
    return known;
  });
  return { words: Array.from(indexes.keys(), (text) => text ?? null), at };
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

/** The difference of each number to the one before it; of the first to 0. */
export function differences(numbers: readonly number[]): readonly number[] {
  let before = 0;
  return numbers.map((number) => {
    const step = number - before;
    before = number;
    return step;
  });
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isManyWords(value: unknown): value is { readonly words: unknown; readonly at: unknown } {
  return typeof value === 'object' && value !== null && 'words' in value && 'at' in value;
}
