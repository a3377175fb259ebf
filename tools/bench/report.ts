import { alignColumns, type Cell } from '../../terminal/table.ts';
import type { Goal, ResultTable } from '../results/benchmark.ts';
import { settingLine } from './machine.ts';
import type { MeasuredBenchmark } from './results.ts';

/** A benchmark's tables, notes and goals as lines for a terminal. */
export function resultLines({ title, seconds, tables, goals }: MeasuredBenchmark): string[] {
  const goalRows = goals.map(({ text, aim, measured, isReached }) => [
    isReached ? 'reached' : 'MISSED',
    text,
    `aim ${aim}`,
    `measured ${measured}`,
  ]);
  return [
    `${title} (${Math.round(seconds)} s)`,
    ...tables.flatMap(tableLines),
    ...(goals.length > 0 ? ['', ...alignColumns(goalRows)] : []),
    '',
  ];
}

function tableLines({ title, head, rows, notes = [] }: ResultTable): string[] {
  return ['', title, ...alignColumns([head, ...rows]), ...notes.map((note) => `  ${note}`)];
}

/** All results as a page of Markdown. */
export function resultsPage(results: readonly MeasuredBenchmark[]): string {
  const head = [
    '# Measured',
    '`npm run bench` writes this file; [performance.md](../performance.md) explains what it measures and what limits us.',
  ];
  return `${[...head, ...results.flatMap(section)].join('\n\n')}\n`;
}

function section(result: MeasuredBenchmark): string[] {
  const { name, title, measuredAt, seconds, setting, tables, goals, plots } = result;
  const day = measuredAt.slice(0, 10);
  return [
    `## ${title}`,
    `\`npm run bench -- ${name}\`, ${day}, ${Math.round(seconds)} s. ${settingLine(setting)}; ${packagesLine(setting.packages)}.`,
    ...tables.flatMap(markdownTable),
    ...(goals.length > 0 ? [goalsTable(goals)] : []),
    ...plots.map((file) => `![${file.replace(/\.svg$/, '')}](../plots/${file})`),
  ];
}

function packagesLine(packages: Readonly<Record<string, string>>): string {
  return Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function markdownTable({ title, head, rows, notes = [] }: ResultTable): string[] {
  const isNumeric = head.map((_, column) => typeof rows[0]?.[column] === 'number');
  const bounds = isNumeric.map((numeric) => (numeric ? '--:' : '---'));
  const lines = [head, bounds, ...rows].map(markdownRow);
  return [`**${escapeMarkdown(title)}**`, lines.join('\n'), ...notes.map(escapeMarkdown)];
}

function goalsTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ text, aim, measured, isReached }) => [
    text,
    aim,
    measured,
    isReached ? 'reached' : '**missed**',
  ]);
  return [['Goal', 'Aim', 'Measured', ''], ['---', '---', '---', '---'], ...rows]
    .map(markdownRow)
    .join('\n');
}

function markdownRow(cells: readonly Cell[]): string {
  const texts = cells.map((cell) =>
    typeof cell === 'number' ? cell.toLocaleString('en-US') : escapeMarkdown(cell),
  );
  return `| ${texts.join(' | ')} |`;
}

/** Cells hold plain words; what Markdown or HTML would take for its own is escaped. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[|<\\]/g, String.raw`\$&`);
}
