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
export function OutcomeBadge({
  kind,
  text = kindNames[kind],
}: {
  readonly kind: DeliveryKind;
  readonly text?: string;
}) {
  return html`<span class="badge ${kind}">
    <span aria-hidden="true">${icons[kind]}</span> ${text}
  </span>`;
}
