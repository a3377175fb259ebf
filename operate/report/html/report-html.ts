import html from 'html-template-tag';
import { htmlPage } from '../../pages/html-page.ts';
import type { AnswerInWords, Report } from '../report.ts';
import { visibleLine } from '../shown-text.ts';
import { cleanUpOf, durationOf, hiddenOf, momentOf, summaryOf, verdictOf } from '../words.ts';
import { overviewHtml } from './overview-html.ts';
import { listHtml, sectionHtml } from './section-html.ts';
import { reportStyle } from './style.ts';

/** A report as one page that needs no other file. */
export function reportHtml(report: Report): string {
  const body = html`<header>
      <p class="kind">Amazon EventBridge partner integration: validation</p>
      <h1>${visibleLine(report.partnerName)}</h1>
      $${factsHtml(report)}
      <p class="verdict ${report.isPassed ? 'passed' : 'failed'}">
        <strong>${report.isPassed ? '✓' : '✗'} ${verdictOf(report)}</strong>: ${summaryOf(report)}.
      </p>
    </header>
    <main>
      <h2>The validation list</h2>
      $${overviewHtml(report)}
      <h2>Evidence</h2>
      <p class="note">${hiddenOf(report)}</p>
      $${report.sections.map(sectionHtml).join('')}
      <h2>Clean-up</h2>
      <p>${cleanUpOf(report)}</p>
      $${listHtml(report.cleanUp.left)} $${answersHtml(report.answers)}
    </main>`;
  const title = `Validation of ${visibleLine(report.partnerName)}`;
  return htmlPage({ title, style: reportStyle, body });
}

function factsHtml(report: Report): string {
  const facts = [
    ['Validated', report.title],
    ['Date', momentOf(report.startedAt)],
    ['Duration', durationOf(report)],
    ['Regions', report.regions.join(', ')],
  ] as const;
  const rows = facts.map(
    ([name, fact]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${visibleLine(fact)}</dd>
      </div>`,
  );
  return html`<dl class="facts">$${rows.join('')}</dl>`;
}

function answersHtml(answers: readonly AnswerInWords[]): string {
  if (answers.length === 0) return '';
  const shown = answers.map(
    ({ question, paragraphs }) =>
      html`<article>
        <h3>${visibleLine(question)}</h3>
        $${paragraphs.map((paragraph) => html`<p>${visibleLine(paragraph)}</p>`).join('')}
      </article>`,
  );
  return html`<h2>Answers in words</h2>
    $${shown.join('')}`;
}
