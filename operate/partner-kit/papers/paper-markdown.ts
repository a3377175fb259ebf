import { markdownBlock, markdownTable, markdownText } from '../../pages/markdown.ts';
import { findingLine, isComplete } from '../finding.ts';
import type { Paper, PaperPart, Question } from './paper.ts';

/** A paper as Markdown. */
export function paperMarkdown(paper: Paper): string {
  const { title, introduction, parts } = paper;
  const all = [
    `# ${markdownText(title)}`,
    ...mailLines(paper),
    ...gapList(paper),
    ...introduction.map(markdownText),
    ...parts.flatMap(partMarkdown),
  ];
  return `${all.join('\n\n')}\n`;
}

function mailLines({ mail }: Paper): readonly string[] {
  return mail === undefined ? [] : [`To: <${mail.to}>`, `Subject: ${markdownText(mail.subject)}`];
}

function gapList({ findings }: Paper): readonly string[] {
  if (isComplete(findings)) return [];
  const lines = findings.filter(({ kind }) => kind !== 'unchecked').map(findingLine);
  return [
    '**Not complete:** this is missing, or AWS would not take it.',
    lines.map((line) => `- ${markdownText(line)}`).join('\n'),
  ];
}

function partMarkdown(part: PaperPart): readonly string[] {
  switch (part.kind) {
    case 'questions':
      return [
        `## ${markdownText(part.title)}`,
        markdownTable(['Asked for', 'What it is for', 'Answer'], part.questions.map(questionRow)),
      ];
    case 'text':
      return [`## ${markdownText(part.title)}`, ...part.paragraphs.map(markdownText)];
    case 'table': {
      const table = markdownTable(
        part.head,
        part.rows.map((cells) => cells.map(markdownText)),
      );
      const note = part.note === undefined ? [] : [markdownText(part.note)];
      return [`## ${markdownText(part.title)}`, table, ...note];
    }
    case 'code':
      return [`### ${markdownText(part.title)}`, markdownBlock(part.code, 'json')];
  }
}

function questionRow({ label, hint, answer, gap }: Question): readonly string[] {
  const lines = answer.map(markdownText).join('<br>');
  const missing = gap && `**missing:** ${markdownText(`${gap.field} (${gap.where})`)}`;
  return [markdownText(label), markdownText(hint), missing ?? lines];
}
