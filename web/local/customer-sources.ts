import { html } from 'htm/preact';
import { hashOf } from '../route.ts';
import { CustomerSourceCard } from './customer-source-card.ts';
import { localApi, type Customer } from './local-api.ts';
import { usePolled } from './use-polled.ts';

/** The partner event sources of an account in a Region. */
export function CustomerSources({ customer }: { readonly customer: Customer }) {
  const { account, region } = customer;
  const { value, error, refresh } = usePolled(() => localApi.sources(customer), [account, region]);
  const prefilled = { generator: '', account, region };
  return html`<h3 class="section-heading">Partner event sources</h3>
    ${error !== undefined && html`<p class="failure" role="alert">${error}</p>`}
    ${
      value?.sources.length === 0 &&
      html`<div class="empty">
        <p>Account ${account} has no partner event sources in ${region}.</p>
        <p>
          <a class="button" href=${hashOf({ view: 'register', prefilled })}>
            Register one as the vendor
          </a>
        </p>
      </div>`
    }
    ${value?.sources.map(
      (source) =>
        html`<${CustomerSourceCard}
          key=${source.name}
          customer=${customer}
          source=${source}
          onChanged=${refresh}
        />`,
    )}`;
}
