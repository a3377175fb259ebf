import { html } from 'htm/preact';
import { BusRules } from './bus-rules.ts';
import {
  busActionNames,
  busActions,
  customerStateText,
  type BusAction,
} from './customer-source-texts.ts';
import type { CustomerSide } from './customer-side.ts';
import { momentText } from '../page-parts/moment-text.ts';
import { useTask } from '../page-parts/use-task.ts';
import type { CustomerSource } from './schemas.ts';

const icons = { PENDING: '◔', ACTIVE: '●', DELETED: '✕' } as const;
const badgeClasses = { PENDING: 'pending', ACTIVE: 'active', DELETED: 'deleted' } as const;

/** The properties of a source's card. */
interface CardProps {
  readonly side: CustomerSide;
  readonly source: CustomerSource;
  readonly onChanged: () => Promise<void>;
}

/** A partner event source, and its event bus if it has one. */
export function CustomerSourceCard({ side, source, onChanged }: CardProps) {
  const { name, hasBus, expirationTime } = source;
  return html`<article class="card" aria-label="Source ${name}">
    <h4 class="name">${name}</h4>
    <p>
      <${StateBadge} source=${source} />
      ${expirationTime !== null && html` <span class="note">Expires ${momentText(expirationTime)}</span>`}
    </p>
    <${BusActions} side=${side} source=${source} onChanged=${onChanged} />
    ${hasBus && html`<${BusRules} side=${side} bus=${name} />`}
  </article>`;
}

function StateBadge({ source }: { readonly source: CustomerSource }) {
  return html`<span class="badge ${badgeClasses[source.state]}">
    <span aria-hidden="true">${icons[source.state]}</span> ${customerStateText(source)}
  </span>`;
}

/** The buttons of the actions on a source's event bus, and the error of the last one. */
function BusActions({ side, source, onChanged }: CardProps) {
  const { name } = source;
  const { error, run } = useTask();
  const onAction = (action: BusAction) =>
    run(async () => {
      await (action === 'delete' ? side.deleteBus(name) : side.associate(name));
      await onChanged();
    });
  return html`${error !== undefined && html`<p class="error" role="alert">${error}</p>`}
    <p class="card-actions">
      ${busActions(source).map(
        (action) =>
          html`<button
            type="button"
            class=${action === 'delete' ? '' : 'primary'}
            onClick=${() => onAction(action)}
          >
            ${busActionNames[action]}<span class="visually-hidden"> of ${name}</span>
          </button>`,
      )}
    </p>`;
}
