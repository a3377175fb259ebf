import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/source.ts';
import { LastEvent } from '../parts/last-event.ts';
import { SourceName } from '../parts/source-title.ts';
import { Status } from '../parts/status-badge.ts';
import { hashOf } from '../route.ts';
import { leadOf } from '../text/source-title.ts';
import { detailTypesText } from '../text/source-texts.ts';
import type { SortColumn } from './source-query.ts';

/** The names of the columns to sort by. */
export const sortNames: Readonly<Record<SortColumn, string>> = {
  generator: 'Generator',
  account: 'Account',
  region: 'Region',
  state: 'State',
  lastEvent: 'Last event',
};

/** A column of the list. */
export interface SourceColumn {
  readonly name: string;
  /** What it sorts by. */
  readonly sort?: SortColumn;
  readonly cell: (source: Source) => ComponentChildren;
}

function sortable(sort: SortColumn, cell: SourceColumn['cell']): SourceColumn {
  return { name: sortNames[sort], sort, cell };
}

/** The columns of the list; the first is the row's head. */
export const sourceColumns: readonly SourceColumn[] = [
  sortable(
    'generator',
    (source) =>
      html`<div>
        <a class="name lead-link" href=${hashOf({ view: 'source', source })}
          >${leadOf(source)}<span class="visually-hidden">
            for account ${source.account} in ${source.region}</span
          ></a
        >
        ${source.displayName !== null && html`<div class="name">${source.generator}</div>`}
        <${SourceName} name=${source.name} />
      </div>`,
  ),
  sortable('account', ({ account }) => html`<span class="whole">${account}</span>`),
  sortable('region', ({ region }) => html`<span class="whole">${region}</span>`),
  sortable('state', (source) => html`<${Status} source=${source} isStop=${false} />`),
  sortable(
    'lastEvent',
    (source) => html`<${LastEvent} event=${source.lastAcceptedEvent} isStop=${false} />`,
  ),
  { name: 'Detail types', cell: ({ detailTypes }) => detailTypesText(detailTypes) },
];
