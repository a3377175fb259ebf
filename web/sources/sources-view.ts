import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { FailureBox } from '../parts/failure-box.ts';
import { ViewHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { emptyForm, hashOf } from '../route.ts';
import { matchesSearch } from '../text/source-texts.ts';
import { EmptySources } from './empty-sources.ts';
import { countText, type SourceList } from './source-list.ts';
import { SourceFilters } from './source-filters.ts';
import { SourcesTable } from './sources-table.ts';
import { useSourceList, type LoadedSourceList } from './use-source-list.ts';

/** All sources of the tenant, or those of one generator. */
export function SourcesView({ generator }: { readonly generator: string }) {
  const list = useSourceList(generator);
  const [typed, setTyped] = useState('');
  const isShown = (source: SourceList['sources'][number]) => matchesSearch(source, typed);
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

/** Loads the next page of sources, if there is one. */
function MoreSources({ list }: { readonly list: LoadedSourceList }) {
  if (list.state.kind !== 'ok' || list.state.value.nextCursor === null) return null;
  if (list.moreFailure !== undefined) {
    return html`<${FailureBox} failure=${list.moreFailure} onRetry=${list.loadMore} />`;
  }
  return html`<p class="more">
    <button type="button" onClick=${list.loadMore} aria-busy=${String(list.isLoadingMore)}>
      ${list.isLoadingMore ? 'Loading…' : 'Load more'}
    </button>
  </p>`;
}
