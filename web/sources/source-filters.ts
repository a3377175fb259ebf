import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { goTo, replaceRoute } from '../hooks/use-route.ts';
import { onText } from '../parts/field.ts';
import { allSources, hashOf } from '../route.ts';
import { generatorIn } from '../text/source-title.ts';
import { regionsOf } from './arrange-sources.ts';
import { SortChoice } from './sort-choice.ts';
import type { SourceQuery } from './source-query.ts';

/** Searches the sources, and loads those of one generator. */
export function SourceFilters({
  query,
  all,
}: {
  readonly query: SourceQuery;
  readonly all: readonly Source[];
}) {
  // The browser's back button does not stop at each letter.
  const change = (changed: Partial<SourceQuery>) =>
    replaceRoute({ view: 'sources', ...query, page: 1, ...changed });
  return html`<div class="filters">
    <${FindField} find=${query.find} onFind=${(find: string) => change({ find })} />
    <div class="filter narrow">
      <label for="region-filter">Region</label>
      <select
        id="region-filter"
        value=${query.region}
        onChange=${onText((region) => change({ region }))}
      >
        <option value="">All Regions</option>
        ${regionsOf(all, query.region).map(
          (region) => html`<option key=${region} value=${region}>${region}</option>`,
        )}
      </select>
    </div>
    <${SortChoice} query=${query} onChange=${change} />
    <${GeneratorFilter} query=${query} />
  </div>`;
}

/** Follows the address, but not while somebody types: it is a letter or two behind then. */
function FindField({
  find,
  onFind,
}: {
  readonly find: string;
  readonly onFind: (find: string) => void;
}) {
  const [typed, setTyped] = useState(find);
  const input = useRef<HTMLInputElement>(null);
  const follow = () => setTyped(find);
  useEffect(() => {
    if (document.activeElement !== input.current) follow();
  }, [find]);
  const onType = (text: string) => {
    setTyped(text);
    onFind(text);
  };
  return html`<div class="filter">
    <label for="find-sources">Find sources</label>
    <input
      id="find-sources"
      ref=${input}
      type="search"
      value=${typed}
      placeholder="Generator, account, name…"
      onInput=${onText(onType)}
      onBlur=${follow}
    />
  </div>`;
}

/** Goes to the list of one generator's sources. */
function GeneratorFilter({ query }: { readonly query: SourceQuery }) {
  const { generator } = query;
  const [wanted, setWanted] = useState(generator);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    goTo({ view: 'sources', ...query, page: 1, generator: generatorIn(wanted) ?? wanted.trim() });
  };
  return html`<form class="filter" onSubmit=${onSubmit}>
    <label for="generator-filter">Filter by generator</label>
    <div class="joined">
      <input
        id="generator-filter"
        type="text"
        autocomplete="off"
        spellcheck=${false}
        value=${wanted}
        placeholder="All generators"
        onInput=${onText(setWanted)}
      />
      <button type="submit">Apply</button>
      ${generator !== '' && html`<a class="button" href=${hashOf({ ...allSources, ...query, generator: '', page: 1 })}>Clear</a>`}
    </div>
  </form>`;
}
