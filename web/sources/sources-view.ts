import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { ViewHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { emptyForm, hashOf } from '../route.ts';
import { isFound } from '../text/source-texts.ts';
import { EmptySources } from './empty-sources.ts';
import { countText, type SourceList } from './source-list.ts';
import { MoreSources } from './more-sources.ts';
import { SourceFilters } from './source-filters.ts';
import { SourcesTable } from './sources-table.ts';
import { useSourceList } from './use-source-list.ts';

/** All sources of the tenant, or those of one generator. */
export function SourcesView({ generator }: { readonly generator: string }) {
  const list = useSourceList(generator);
  const [typed, setTyped] = useState('');
  const isShown = (source: SourceList['sources'][number]) => isFound(source, typed);
  const loaded = list.state.kind === 'ok' ? list.state.value : undefined;
  const shown = loaded?.sources.filter(isShown) ?? [];
  return html`<${ViewHeading}
      text="Partner event sources"
      count=${loaded && countText(shown.length, loaded)}
    >
      <button type="button" onClick=${list.reload} aria-busy=${String(list.isBusy)}>Refresh</button>
      <a class="button primary" href=${hashOf(emptyForm)}>Register source</a>
    <//>
    <${SourceFilters} generator=${generator} typed=${typed} onType=${setTyped} />
    ${whenLoaded(list, 'sources', (value) =>
      shown.length === 0
        ? html`<${EmptySources} isFiltered=${value.sources.length > 0} generator=${generator} />`
        : html`<${SourcesTable} sources=${shown} />`,
    )}
    <${MoreSources} list=${list} />`;
}
