import html from 'html-template-tag';
import { htmlPage } from '../../pages/html-page.ts';
import { safeUrl } from '../../pages/safe.ts';
import { pageStyle } from '../../pages/style.ts';
import { findingLine, isComplete } from '../finding.ts';
import type { Paper, PaperPart, Question } from './paper.ts';

/** A paper as a page that can be sent as an e-mail. */
export function paperHtml(paper: Paper): string {
  const { title, introduction, parts } = paper;
  const body = html`<main>
    <h1>${title}</h1>
    $${mailLines(paper)} $${gapList(paper)} $${introduction.map(paragraph).join('\n')}
    $${parts.map(partHtml).join('\n')}
  </main>`;
  return htmlPage({ title, style: pageStyle, body });
}

function mailLines({ mail }: Paper): string {
  if (mail === undefined) return '';
  return html`<p class="note">
    To: <a href="$${safeUrl(`mailto:${mail.to}`)}">${mail.to}</a><br />
    Subject: ${mail.subject}
  </p>`;
}

function gapList({ findings }: Paper): string {
  if (isComplete(findings)) return '';
  const lines = findings.filter(({ kind }) => kind !== 'unchecked').map(findingLine);
  return html`<section aria-label="Not complete">
    <p class="missing">Not complete: this is missing, or AWS would not take it.</p>
    <ul>
      $${lines.map((line) => html`<li>${line}</li>`).join('\n')}
    </ul>
  </section>`;
}

function partHtml(part: PaperPart): string {
  switch (part.kind) {
    case 'questions':
      return html`<h2>${part.title}</h2>
        <div class="wide" tabindex="0" role="region" aria-label="${part.title}">
          <table>
            <thead>
              <tr>
                <th scope="col">Asked for</th>
                <th scope="col">What it is for</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody>
              $${part.questions.map(questionRow).join('\n')}
            </tbody>
          </table>
        </div>`;
    case 'text':
      return html`<h2>${part.title}</h2>
        $${part.paragraphs.map(paragraph).join('\n')}`;
    case 'table':
      return html`<h2>${part.title}</h2>
        <div class="wide" tabindex="0" role="region" aria-label="${part.title}">
          <table>
            <thead>
              $${row(part.head, 'th')}
            </thead>
            <tbody>
              $${part.rows.map((cells) => row(cells, 'td')).join('\n')}
            </tbody>
          </table>
        </div>
        $${part.note === undefined ? '' : paragraph(part.note)}`;
    case 'code':
      return html`<h3>${part.title}</h3>
        <pre tabindex="0" role="region" aria-label="${part.title}"><code>${part.code}</code></pre>`;
  }
}

function questionRow({ label, hint, answer, gap }: Question): string {
  const lines = answer.map((line) => html`${line}`).join('<br />');
  const missing = gap && html`<span class="missing">missing: ${gap.field} (${gap.where})</span>`;
  return html`<tr>
    <th scope="row">${label}</th>
    <td>${hint}</td>
    <td>$${missing ?? lines}</td>
  </tr>`;
}

function row(cells: readonly string[], kind: 'th' | 'td'): string {
  const texts = cells.map((cell) =>
    kind === 'th' ? html`<th scope="col">${cell}</th>` : html`<td>${cell}</td>`,
  );
  return html`<tr>
    $${texts.join('')}
  </tr>`;
}

function paragraph(text: string): string {
  return html`<p>${text}</p>`;
}
