/** A text as Markdown that shows it as it is, in one line: also in a cell of a table. */
export function markdownText(text: string): string {
  return (
    text
      .replaceAll(/[\\`*_[\]<>|~&#]/g, String.raw`\$&`)
      .replaceAll(/\s*\n\s*/g, ' ')
      .trim()
      // The start of a list, or a line under a heading.
      .replace(/^(?:[-+](?=\s|$)|[-=]+$)/, String.raw`\$&`)
      .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\')
  );
}

/** A text as code within a line, also in a cell of a table. */
export function markdownCode(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
  const fence = fenceFor(oneLine, 1);
  // A space keeps backticks at either end apart from the fence, and is not shown.
  const space = /^`|`$/.test(oneLine) || oneLine === '' ? ' ' : '';
  return `${fence}${space}${oneLine}${space}${fence}`;
}

/** A text as a block of code. */
export function markdownBlock(text: string, language = ''): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table. The cells are Markdown. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => '---'), ...rows].map(tableLine).join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Backticks, one more than the text has in a row. */
function fenceFor(text: string, least: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  return '`'.repeat(Math.max(least, longest + 1));
}
