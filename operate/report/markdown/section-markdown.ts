import { guideItems } from '../../guide/items.ts';
import type { Section, ShownEvidence } from '../report.ts';
import { shownText, valueText } from '../shown-text.ts';
import {
  factsOf,
  momentOf,
  partTitles,
  placeOf,
  problemsTitle,
  statusWords,
  type Call,
} from '../words.ts';
import { markdownBlock, markdownCode, markdownText } from './markdown-text.ts';

/** The longest text that is shown in one piece: GitHub does not render a file of much more than 500 kB. */
const maxCharacters = 4_000;

/** How an item went, with its evidence. */
export function sectionMarkdown(section: Section): string {
  const { item, status, problems, notes, evidence } = section;
  const { title, part } = guideItems[item];
  const place = markdownText(placeOf(section));
  const blocks = [
    `### ${title} (${place}): ${statusWords[status]}`,
    `Asked in the validation list under “${partTitles[part]}”`,
    ...titledBullets(problemsTitle(section), problems),
    ...titledBullets('Notes', notes),
    ...evidence.map(evidenceMarkdown),
  ];
  return blocks.join('\n\n');
}

/** Sentences as a list; empty if there is none. */
export function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${markdownText(sentence)}`).join('\n');
}

function titledBullets(title: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [`**${title}**`, bullets(sentences)];
}

function evidenceMarkdown(evidence: ShownEvidence): string {
  const heading = `#### ${markdownText(evidence.title)}`;
  return [heading, ...contentBlocks(evidence)].join('\n\n');
}

function contentBlocks(evidence: ShownEvidence): readonly string[] {
  switch (evidence.kind) {
    case 'call':
      return callBlocks(evidence);
    case 'finding':
      return [
        markdownText(momentOf(evidence.at)),
        ...textBlocks('What was found', evidence.lines.join('\n')),
      ];
    case 'screenshot':
      return [
        `![Screenshot: ${markdownText(evidence.title)}](${evidence.file})`,
        markdownText(momentOf(evidence.at)),
      ];
  }
}

function callBlocks(evidence: Call): readonly string[] {
  const { call, request, answer } = evidence;
  return [
    markdownText(factsOf(evidence)),
    markdownCode(call),
    ...(request === undefined ? [] : textBlocks('Request', valueText(request))),
    ...textBlocks('Answer', valueText(answer)),
  ].filter((block) => block !== '');
}

/** A text in a block; a long one is folded. */
function textBlocks(label: string, text: string): readonly string[] {
  const shown = shownText(text, maxCharacters);
  const block = [markdownBlock(shown.text), ...(shown.cut === '' ? [] : [shown.cut])];
  if (!shown.isLong) return [`${label}:`, ...block];
  const length = `${text.length.toLocaleString('en-US')} characters`;
  return [`<details>\n<summary>${label} (${length})</summary>`, ...block, '</details>'];
}
