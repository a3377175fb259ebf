/** A cell of a table; numbers are right-aligned. */
export type Cell = string | number;

/** The rows of a table as lines with aligned columns, indented by two. */
export function alignColumns(rows: readonly (readonly Cell[])[]): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => text(row[column] ?? '').length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => pad(cell, widths[column] ?? 0));
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

function pad(cell: Cell, width: number): string {
  return typeof cell === 'number' ? text(cell).padStart(width) : cell.padEnd(width);
}

function text(cell: Cell): string {
  return typeof cell === 'number' ? cell.toLocaleString('en-US') : cell;
}
