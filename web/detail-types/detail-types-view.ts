import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../console-services.ts';
import { useLoad } from '../hooks/use-load.ts';
import { ViewHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { hashOf } from '../route.ts';
import { findDetailTypes, type OfferedDetailType } from './find-detail-types.ts';
import { onText } from '../parts/field.ts';

/** The catalogue of detail types. */
export function DetailTypesView() {
  const { api } = useConsole();
  const load = useLoad((signal) => api.listDetailTypes(signal), [api]);
  const [typed, setTyped] = useState('');
  const catalogue = load.state.kind === 'ok' ? load.state.value.detailTypes : undefined;
  return html`<${ViewHeading} text="Detail types" count=${catalogue?.length.toString()} />
    <div class="filters">
      <div class="filter">
        <label for="find-detail-types">Find detail types</label>
        <input id="find-detail-types" type="search" value=${typed} onInput=${onText(setTyped)} />
      </div>
    </div>
    ${whenLoaded(
      load,
      'detail types',
      ({ detailTypes }) =>
        html`<${DetailTypeList} found=${findDetailTypes(detailTypes, typed)} all=${detailTypes} />`,
    )}`;
}

function DetailTypeList({
  found,
  all,
}: {
  readonly found: readonly OfferedDetailType[];
  readonly all: readonly OfferedDetailType[];
}) {
  if (all.length === 0) return html`<p class="empty">The catalogue is empty.</p>`;
  if (found.length === 0) return html`<p class="empty">No detail types match the search.</p>`;
  return html`<ul class="catalogue">
    ${found.map(
      ({ detailType, description }) =>
        html`<li key=${detailType}>
          <a class="name" href=${hashOf({ view: 'detailType', detailType })}>${detailType}</a>
          <div class="note">${description}</div>
        </li>`,
    )}
  </ul>`;
}
