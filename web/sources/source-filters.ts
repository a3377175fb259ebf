import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { goTo } from '../hooks/use-route.ts';
import { onText } from '../parts/on-text.ts';

/** Finds among the sources that are loaded, and asks the service for those of one generator. */
export function SourceFilters({
  generator,
  typed,
  onType,
}: {
  readonly generator: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}) {
  const [wanted, setWanted] = useState(generator);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    goTo({ view: 'sources', generator: wanted.trim() });
  };
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
    <form class="filter" onSubmit=${onSubmit}>
      <label for="generator-filter">Only of generator</label>
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
    </form>
  </div>`;
}
