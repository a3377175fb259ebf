import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { ViewHeading } from '../parts/headings.ts';
import { emptyForm, hashOf } from '../route.ts';
import { arrangeSources } from './arrange-sources.ts';
import { EmptySources } from './empty-sources.ts';
import { LoadProgress } from './load-progress.ts';
import { SourceFilters } from './source-filters.ts';
import { countText } from './source-list.ts';
import { SourcePages } from './source-pages.ts';
import type { SourceQuery } from './source-query.ts';
import { SourceStates } from './source-states.ts';
import { useSourceList } from './use-source-list.ts';

const nothing: readonly never[] = [];

/** The sources that a query is for: filtered, sorted and in pages, as the address says. */
export function SourcesView({ query }: { readonly query: SourceQuery }) {
  const list = useSourceList(query.generator);
  const { shown, isLoading } = list;
  const all = shown?.sources ?? nothing;
  const { find, region, state, sort, isDescending } = query;
  const { sources, counts } = useMemo(
    () => arrangeSources(all, query),
    [all, find, region, state, sort, isDescending],
  );
  const isEmpty = all.length === 0 && shown?.nextCursor === null;
  return html`<${ViewHeading}
      text="Partner event sources"
      count=${shown && countText(sources.length, shown)}
    >
      <button type="button" onClick=${list.reload} aria-busy=${String(isLoading)}>Refresh</button>
      <a class="button primary" href=${hashOf(emptyForm)}>Register source</a>
    <//>
    <${SourceFilters} query=${query} all=${all} />
    ${all.length > 0 && html`<${SourceStates} query=${query} counts=${counts} />`}
    ${
      isEmpty
        ? html`<${EmptySources} generator=${query.generator} />`
        : html`<${SourcePages}
            sources=${sources}
            query=${query}
            isPartial=${shown?.nextCursor !== null}
          />`
    }
    <${LoadProgress} list=${list} />`;
}
