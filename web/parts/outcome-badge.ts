import { html } from 'htm/preact';
import { kindNames, type DeliveryKind } from '../text/delivery-texts.ts';

const icons: Readonly<Record<DeliveryKind, string>> = {
  accepted: '●',
  acceptedUnheard: '○',
  waiting: '◔',
  held: '‖',
  failed: '✕',
  skipped: '↷',
};

/** What became of a delivery: an icon and text, never the colour alone. */
export function OutcomeBadge({ kind }: { readonly kind: DeliveryKind }) {
  return html`<span class="badge ${kind}">
    <span aria-hidden="true">${icons[kind]}</span> ${kindNames[kind]}
  </span>`;
}
