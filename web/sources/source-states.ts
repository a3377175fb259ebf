import { html } from 'htm/preact';
import { hashOf } from '../route.ts';
import { amountText } from '../text/amounts.ts';
import { conditionNames, statusNames } from '../text/source-texts.ts';
import type { ArrangedSources } from './arrange-sources.ts';
import { stateChoices, type SourceQuery } from './source-query.ts';

const names = { ...statusNames, ...conditionNames, '': 'All' } as const;

/** The states with their counts; each leads to the sources that are in it. */
export function SourceStates({
  query,
  counts,
}: {
  readonly query: SourceQuery;
  readonly counts: ArrangedSources['counts'];
}) {
  const states = ['', ...stateChoices] as const;
  return html`<nav class="source-tabs" aria-label="State">
    ${states.map(
      (state) =>
        html`<a
          key=${state}
          href=${hashOf({ view: 'sources', ...query, state, page: 1 })}
          aria-current=${state === query.state ? 'true' : undefined}
          >${names[state]} <span class="count">${amountText(counts[state])}</span></a
        >`,
    )}
  </nav>`;
}
