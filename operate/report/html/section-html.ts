import html from 'html-template-tag';
import { guideItems } from '../../guide/items.ts';
import type { Section } from '../report.ts';
import { visibleLine } from '../shown-text.ts';
import { partTitles, placeOf, problemsTitle, statusWords } from '../words.ts';
import { evidenceHtml } from './evidence-html.ts';

/** How an item went, with its evidence. */
export function sectionHtml(section: Section): string {
  const { id, item, status, problems, notes, evidence } = section;
  const { title, part } = guideItems[item];
  return html`<article id="${id}">
    <h3>
      ${title}
      <span class="place">(${visibleLine(placeOf(section))})</span>
      <span class="status ${status}">${statusWords[status]}</span>
    </h3>
    <p class="note">Asked in the validation list under “${partTitles[part]}”</p>
    $${titledList(problemsTitle(section), problems)} $${titledList('Notes', notes)}
    $${evidenceList(evidence)}
  </article>`;
}

/** Sentences as a list; nothing if there is none. */
export function listHtml(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return html`<ul>
    $${sentences.map((sentence) => html`<li>${visibleLine(sentence)}</li>`).join('')}
  </ul>`;
}

function evidenceList(evidence: Section['evidence']): string {
  if (evidence.length === 0) return '';
  return html`<ol class="evidence">
    $${evidence.map(evidenceHtml).join('')}
  </ol>`;
}

function titledList(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return html`<p class="label">${title}</p>
    $${listHtml(sentences)}`;
}
