import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/source.ts';
import { LastEvent } from '../parts/last-event.ts';
import { Status } from '../parts/status-badge.ts';
import { hashOf } from '../route.ts';
import { detailTypesText } from '../text/source-texts.ts';

interface Column {
  readonly name: string;
  readonly cell: (source: Source) => ComponentChildren;
}

const columns: readonly Column[] = [
  {
    name: 'Name',
    cell: ({ region, name }) =>
      html`<a class="name" href=${hashOf({ view: 'source', source: { region, name } })}
        >${name}</a
      >`,
  },
  { name: 'Generator', cell: ({ generator }) => html`<span class="name">${generator}</span>` },
  { name: 'Account', cell: ({ account }) => html`<span class="whole">${account}</span>` },
  { name: 'Region', cell: ({ region }) => html`<span class="whole">${region}</span>` },
  { name: 'State', cell: (source) => html`<${Status} source=${source} />` },
  {
    name: 'Last event',
    cell: (source) => html`<${LastEvent} event=${source.lastAcceptedEvent} />`,
  },
  { name: 'Detail types', cell: ({ detailTypes }) => detailTypesText(detailTypes) },
];

/**
 * The sources, one row each. On a narrow screen CSS turns the rows into cards, which removes the
 * semantics of table elements; the roles restore it.
 */
export function SourcesTable({ sources }: { readonly sources: readonly Source[] }) {
  return html`<div class="table-frame">
    <table role="table">
      <caption class="visually-hidden">
        Partner event sources
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(({ name }) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${sources.map((source) => html`<${Row} key=${source.arn} source=${source} />`)}
      </tbody>
    </table>
  </div>`;
}

function Row({ source }: { readonly source: Source }) {
  const [head, ...others] = columns;
  return html`<tr role="row">
    <th role="rowheader" scope="row" data-label=${head?.name}>${head?.cell(source)}</th>
    ${others.map(
      ({ name, cell }) => html`<td role="cell" data-label=${name}><div>${cell(source)}</div></td>`,
    )}
  </tr>`;
}
