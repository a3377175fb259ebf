import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { CustomerSide } from './customer-side.ts';
import { CustomerSourceCard } from './customer-source-card.ts';
import { usePolled } from '../page-parts/use-polled.ts';

/** The partner event sources of an account in a Region. */
export function CustomerSources({
  side,
  whenEmpty,
}: {
  readonly side: CustomerSide;
  /** What is said if there are none. */
  readonly whenEmpty: ComponentChildren;
}) {
  const { account, region } = side;
  const { value, error, refresh } = usePolled(() => side.sources(), [side]);
  return html`<h3 class="section-heading">Partner event sources</h3>
    ${error !== undefined && html`<p class="failure" role="alert">${error}</p>`}
    ${
      value?.length === 0 &&
      html`<div class="empty">
        <p>Account ${account} has no partner event sources in ${region}.</p>
        ${whenEmpty}
      </div>`
    }
    ${value?.map(
      (source) =>
        html`<${CustomerSourceCard}
          key=${source.name}
          side=${side}
          source=${source}
          onChanged=${refresh}
        />`,
    )}`;
}
