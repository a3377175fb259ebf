import { visibleLine } from '../shown-text.ts';

/**
 * A text as one line of GitHub's Markdown that reads as it is written: nothing in it is a mark, a link or
 * an element, neither at the start of a line nor in the cell of a table.
 */
export function markdownText(text: string): string {
  return (
    visibleLine(text)
      .trim()
      .replace(/[\\`*_{}[\]<>|~&$#]/g, String.raw`\$&`)
      .replace(/^(?:[+=-]|\d+(?=[.)]))/, unmarked)
      // Times stay; what else stands between colons may be an emoji.
      .replace(/:(?!\d\d:\d\d)(?=\/\/|[\w+-]*:)/g, String.raw`\:`)
      .replace(/(?<=www)\./gi, String.raw`\.`)
  );
}

/** A text as code in a line. */
export function markdownCode(text: string): string {
  const line = visibleLine(text).trim();
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  return `${fence} ${line} ${fence}`;
}

/** A text of several lines, as it is. */
export function markdownBlock(text: string): string {
  const fence = '`'.repeat(Math.max(longestRun(text) + 1, 3));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** The start of a line that would make it a part of a list or the line under a heading. */
function unmarked(start: string): string {
  return /^\d/.test(start) ? `&#${start.codePointAt(0)};${start.slice(1)}` : `\\${start}`;
}
