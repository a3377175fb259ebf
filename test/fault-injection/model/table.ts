/** Rows of a name and a number, as a table that is also Markdown. */
export function table(
  head: readonly [string, string],
  rows: readonly (readonly [string, number | string])[],
): string {
  const cells = rows.map(([name, value]) => [name, format(value)] as const);
  const widths = [0, 1].map((column) =>
    Math.max(head[column]?.length ?? 0, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const [first = 0, second = 0] = widths;
  const lines = [
    `| ${head[0].padEnd(first)} | ${head[1].padStart(second)} |`,
    `| ${'-'.repeat(first)} | ${'-'.repeat(Math.max(0, second - 1))}: |`,
    ...cells.map(([name, value]) => `| ${name.padEnd(first)} | ${value.padStart(second)} |`),
  ];
  return `${lines.join('\n')}\n`;
}

function format(value: number | string): string {
  return typeof value === 'number'
    ? value.toLocaleString('en-US', { maximumFractionDigits: 1 })
    : value;
}
