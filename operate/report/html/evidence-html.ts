import html from 'html-template-tag';
import type { ShownEvidence } from '../report.ts';
import { shownText, valueText, visibleLine } from '../shown-text.ts';
import { factsOf, momentOf, type Call } from '../words.ts';

type Picture = Extract<ShownEvidence, { readonly kind: 'screenshot' }>;

/** The longest text that a page shows in one piece. */
const maxCharacters = 20_000;

/** A piece of evidence as an element of a list. */
export function evidenceHtml(evidence: ShownEvidence): string {
  return html`<li>
    <h4>${visibleLine(evidence.title)}</h4>
    $${contentHtml(evidence)}
  </li>`;
}

function contentHtml(evidence: ShownEvidence): string {
  switch (evidence.kind) {
    case 'call':
      return callHtml(evidence);
    case 'finding':
      return html`<p class="note">${momentOf(evidence.at)}</p>
        $${textHtml('What was found', evidence.lines.join('\n'))}`;
    case 'screenshot':
      return pictureHtml(evidence);
  }
}

function callHtml(evidence: Call): string {
  const { call, request, answer } = evidence;
  return html`<p class="note">${factsOf(evidence)}</p>
    <p><code>${visibleLine(call)}</code></p>
    $${request === undefined ? '' : textHtml('Request', valueText(request))}
    $${textHtml('Answer', valueText(answer))}`;
}

/** A text in a box; a long one is folded. */
function textHtml(label: string, text: string): string {
  const shown = shownText(text, maxCharacters);
  const box = html`<pre><code>${shown.text}</code></pre>
    $${shown.cut === '' ? '' : html`<p class="note">${shown.cut}</p>`}`;
  if (!shown.isLong)
    return html`<p class="label">${label}</p>
      $${box}`;
  const length = `${text.length.toLocaleString('en-US')} characters`;
  return html`<details>
    <summary>${label} <span class="note">(${length})</span></summary>
    $${box}
  </details>`;
}

function pictureHtml({ at, title, png }: Picture): string {
  const data = Buffer.from(png).toString('base64');
  return html`<figure>
    <img src="data:image/png;base64,$${data}" alt="Screenshot: ${visibleLine(title)}" />
    <figcaption>${visibleLine(title)}, ${momentOf(at)}</figcaption>
  </figure>`;
}
