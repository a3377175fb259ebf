import { visibleLine } from '../shown-text.ts';
import type { AnswerInWords, Report } from '../report.ts';
import { overviewOf, type OverviewRow } from '../overview.ts';
import {
  cleanUpOf,
  durationOf,
  hiddenOf,
  momentOf,
  partTitles,
  statusWords,
  summaryOf,
  verdictOf,
} from '../words.ts';
import { markdownText } from './markdown-text.ts';
import { bullets, sectionMarkdown } from './section-markdown.ts';

/** A report as GitHub's Markdown; its pictures are files beside it. */
export function reportMarkdown(report: Report): string {
  const blocks = [
    `# ${markdownText(report.partnerName)}`,
    'Amazon EventBridge partner integration: validation',
    factsTable(report),
    `**${report.isPassed ? '✓' : '✗'} ${verdictOf(report)}**: ${summaryOf(report)}.`,
    '## The validation list',
    overviewTable(report),
    '## Evidence',
    hiddenOf(report),
    ...report.sections.map(sectionMarkdown),
    '## Clean-up',
    cleanUpOf(report),
    bullets(report.cleanUp.left),
    ...answerBlocks(report.answers),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function factsTable(report: Report): string {
  return table([
    ['Validated', 'Date', 'Duration', 'Regions'],
    [report.title, momentOf(report.startedAt), durationOf(report), report.regions.join(', ')].map(
      markdownText,
    ),
  ]);
}

function overviewTable(report: Report): string {
  const { regions } = report;
  const heads = regions.length === 0 ? ['Result'] : regions.map(markdownText);
  return table([
    ['Part', 'Item', ...heads],
    ...overviewOf(report).map((row) => overviewCells(row, heads.length)),
  ]);
}

/** What holds for all Regions stands in each. */
function overviewCells({ part, title, cells }: OverviewRow, columns: number): readonly string[] {
  const words = cells.map(({ status }) => statusWords[status]);
  const shown = cells.length === 1 ? Array.from({ length: columns }, () => words[0] ?? '') : words;
  return [partTitles[part], title, ...shown];
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function answerBlocks(answers: readonly AnswerInWords[]): readonly string[] {
  if (answers.length === 0) return [];
  return [
    '## Answers in words',
    ...answers.flatMap(({ question, paragraphs }) => [
      `### ${markdownText(question)}`,
      ...paragraphs.map((paragraph) => markdownText(visibleLine(paragraph))),
    ]),
  ];
}
