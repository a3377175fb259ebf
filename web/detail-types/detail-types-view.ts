import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../console-services.ts';
import { useFolding, type Folding } from '../hooks/use-folding.ts';
import { useLoad } from '../hooks/use-load.ts';
import { Fold } from '../parts/fold.ts';
import { ViewHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { hashOf } from '../route.ts';
import { CatalogDownloads } from './catalog-downloads.ts';
import { fewDetailTypes, foundGroups, type DetailTypeGroup } from './group-detail-types.ts';
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
      ({ detailTypes, exports }) =>
        html`<${CatalogDownloads} exports=${exports} />
          <${DetailTypeList}
            found=${findDetailTypes(detailTypes, typed)}
            all=${detailTypes}
            typed=${typed}
          />`,
    )}`;
}

function DetailTypeList({
  found,
  all,
  typed,
}: {
  readonly found: readonly OfferedDetailType[];
  readonly all: readonly OfferedDetailType[];
  readonly typed: string;
}) {
  const folding = useFolding(typed, () => all.length <= fewDetailTypes);
  if (all.length === 0) return html`<p class="empty">The catalogue is empty.</p>`;
  if (found.length === 0) return html`<p class="empty">No detail types match the search.</p>`;
  const groups = foundGroups(all, found);
  const names = groups.map(({ name }) => name);
  const isAnyFolded = names.some((name) => !folding.isOpen(name));
  return html`<p>
      <button type="button" class="small" onClick=${() => folding.setAll(names, isAnyFolded)}>
        ${isAnyFolded ? 'Expand all' : 'Collapse all'}
      </button>
    </p>
    ${groups.map(
      (group) =>
        html`<${DetailTypeGroupView} key=${group.name} group=${group} folding=${folding} />`,
    )}`;
}

function DetailTypeGroupView({
  group: { name, detailTypes },
  folding,
}: {
  readonly group: DetailTypeGroup;
  readonly folding: Folding;
}) {
  return html`<${Fold}
    name=${name}
    note=${detailTypes.length}
    headingLevel=${useConsole().headingLevel + 1}
    isOpen=${folding.isOpen(name)}
    onToggle=${() => folding.toggle(name)}
  >
    <ul class="catalogue">
      ${detailTypes.map(
        ({ detailType, description }) =>
          html`<li key=${detailType}>
            <a class="name" href=${hashOf({ view: 'detailType', detailType })}>${detailType}</a>
            <div class="note">${description}</div>
          </li>`,
      )}
    </ul>
  <//>`;
}
