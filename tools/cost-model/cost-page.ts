import { format } from 'prettier';
import type { Cell } from '../../terminal/table.ts';
import type { ResultTable } from '../results/benchmark.ts';

const begin = '<!-- Written by `npm run bench -- fleet`, from here -->';
const end = '<!-- to here -->';

/** A page with the part between its two marks replaced by the tables; rejects when a mark is missing. */
export async function withTables(page: string, tables: readonly ResultTable[]): Promise<string> {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the page lacks the marks of its tables');
  const parts = [begin, ...tables.map(markdownOf), end];
  const whole = page.slice(0, from) + parts.join('\n\n') + page.slice(to + end.length);
  return await format(whole, { parser: 'markdown' });
}

function markdownOf({ title, head, rows, notes = [] }: ResultTable): string {
  const isNumeric = head.map((_, column) => typeof rows[0]?.[column] === 'number');
  const bounds = isNumeric.map((numeric) => (numeric ? '--:' : '---'));
  const lines = [head, bounds, ...rows].map(rowOf);
  return [`**${title}**`, lines.join('\n'), notes.join(' ')].filter(Boolean).join('\n\n');
}

function rowOf(cells: readonly Cell[]): string {
  const texts = cells.map((cell) =>
    typeof cell === 'number' ? cell.toLocaleString('en-US') : cell,
  );
  return `| ${texts.join(' | ')} |`;
}
