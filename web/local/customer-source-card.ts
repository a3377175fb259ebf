import { html } from 'htm/preact';
import { momentText } from '../text/durations.ts';
import { BusRules } from './bus-rules.ts';
import {
  busActionNames,
  busActions,
  customerStateText,
  type BusAction,
} from './customer-source-texts.ts';
import { localApi, type Customer } from './local-api.ts';
import type { CustomerSource } from './schemas.ts';
import { useAttempt } from './use-attempt.ts';

const marks = { PENDING: '◔', ACTIVE: '●', DELETED: '✕' } as const;
const looks = { PENDING: 'pending', ACTIVE: 'active', DELETED: 'gone' } as const;

/** A partner event source, and its event bus once there is one. */
export function CustomerSourceCard({
  customer,
  source,
  onChanged,
}: {
  readonly customer: Customer;
  readonly source: CustomerSource;
  readonly onChanged: () => Promise<void>;
}) {
  const { name, state, hasBus, expirationTime } = source;
  const { error, attempt } = useAttempt();
  const onAction = (action: BusAction) =>
    attempt(async () => {
      await (action === 'delete'
        ? localApi.deleteBus(customer, name)
        : localApi.associate(customer, name));
      await onChanged();
    });
  return html`<article class="card" aria-label="Source ${name}">
    <h4 class="name">${name}</h4>
    <p>
      <span class="badge ${looks[state]}">
        <span aria-hidden="true">${marks[state]}</span> ${customerStateText(source)}
      </span>
      ${expirationTime !== null && html` <span class="note">Expires ${momentText(expirationTime)}</span>`}
    </p>
    ${error !== undefined && html`<p class="error" role="alert">${error}</p>`}
    <p class="card-actions">
      ${busActions(source).map(
        (action) =>
          html`<button
            type="button"
            class=${action === 'delete' ? '' : 'primary'}
            onClick=${() => onAction(action)}
          >
            ${busActionNames[action]}<span class="unseen"> of ${name}</span>
          </button>`,
      )}
    </p>
    ${hasBus && html`<${BusRules} customer=${customer} bus=${name} />`}
  </article>`;
}
