import html from 'html-template-tag';
import { overviewOf, type OverviewCell, type OverviewRow } from '../overview.ts';
import type { Report } from '../report.ts';
import { visibleLine } from '../shown-text.ts';
import { partTitles, statusWords } from '../words.ts';

/** The items of the list by Region, as a table. */
export function overviewHtml(report: Report): string {
  const rows = overviewOf(report);
  const parts = [...new Set(rows.map(({ part }) => part))];
  const columns = Math.max(report.regions.length, 1);
  const heads = report.regions.length === 0 ? ['Result'] : report.regions;
  const groups = parts.map(
    (part) =>
      html`<tbody>
        <tr>
          <th scope="rowgroup" colspan="${String(columns + 1)}">${partTitles[part]}</th>
        </tr>
        $${rows
          .filter((row) => row.part === part)
          .map((row) => rowHtml(row, columns))
          .join('')}
      </tbody>`,
  );
  return html`<div class="wide" role="region" aria-label="Items of the list by Region" tabindex="0">
    <table>
      <caption>
        Items of the list by Region
      </caption>
      <thead>
        <tr>
          <th scope="col">Item</th>
          $${heads.map((head) => html`<th scope="col">${visibleLine(head)}</th>`).join('')}
        </tr>
      </thead>
      $${groups.join('')}
    </table>
  </div>`;
}

function rowHtml({ title, cells }: OverviewRow, columns: number): string {
  const span = cells.length === 1 ? columns : 1;
  return html`<tr>
    <th scope="row">${title}</th>
    $${cells.map((cell) => cellHtml(cell, title, span)).join('')}
  </tr>`;
}

function cellHtml({ status, id, region }: OverviewCell, title: string, span: number): string {
  const place = region ?? 'all Regions';
  const words = html`<span class="status ${status}">${statusWords[status]}</span>
    <span class="${span > 1 ? 'note' : 'unseen'}"> (${visibleLine(place)})</span>`;
  const linked =
    id === undefined
      ? words
      : html`<a href="#${id}">$${words}<span class="unseen">: ${title}</span></a>`;
  return html`<td colspan="${String(span)}">$${linked}</td>`;
}
