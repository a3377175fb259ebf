/** DynamoDB bills the write of an item in units of so many bytes. */
export const writeUnitBytes = 1_024;

/** To write an object costs as much as to write so many units (`docs/cost.md`). */
export const unitsOfObject = 8;

/**
 * Which of a round's chunks have their rows in an object beside the table: those of more than a unit, if
 * without their rows they save more than the object costs. The rows of the others are in their items, where
 * they are read with them.
 */
export function goBeside<T extends { readonly bytes: number }>(
  chunks: readonly T[],
): ReadonlySet<T> {
  const large = chunks.filter(({ bytes }) => bytes > writeUnitBytes);
  const saved = large.reduce((sum, { bytes }) => sum + Math.ceil(bytes / writeUnitBytes) - 1, 0);
  return new Set(saved > unitsOfObject ? large : []);
}
