import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { goTo } from '../hooks/use-route.ts';
import { onText } from '../parts/field.ts';

/** Searches the loaded sources, and loads those of one generator. */
export function SourceFilters({
  generator,
  typed,
  onType,
}: {
  readonly generator: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}) {
  return html`<div class="filters">
    <div class="filter">
      <label for="find-sources">Find sources</label>
      <input
        id="find-sources"
        type="search"
        value=${typed}
        placeholder="Name, account, Region, state…"
        onInput=${onText(onType)}
      />
    </div>
    <${GeneratorFilter} generator=${generator} />
  </div>`;
}

/** Goes to the list of one generator's sources. */
function GeneratorFilter({ generator }: { readonly generator: string }) {
  const [wanted, setWanted] = useState(generator);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    goTo({ view: 'sources', generator: wanted.trim() });
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
      ${generator !== '' && html`<a class="button" href="#/sources">Clear</a>`}
    </div>
  </form>`;
}
