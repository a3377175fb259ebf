import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useNow } from '../hooks/use-now.ts';
import { expiryText } from '../text/durations.ts';
import { Moment } from './moment.ts';
import { secondsLeft, statusNames, statusOf } from '../text/source-texts.ts';

const icons = { pending: '◔', active: '●', deleted: '✕' } as const;

/** A source's status: an icon and text, never the colour alone. */
function StatusBadge({ source }: { readonly source: Source }) {
  const status = statusOf(source);
  return html`<span class="badge ${status}">
    <span aria-hidden="true">${icons[status]}</span> ${statusNames[status]}
  </span>`;
}

/** The status of a source, and below it the expiry of a PENDING one or why it was deleted. */
export function Status({ source }: { readonly source: Source }) {
  return html`<${StatusBadge} source=${source} />
    ${source.pausedAt !== null && html`${' '}<${PausedBadge} />`}
    <div class="note"><${StatusNote} source=${source} /></div>`;
}

/** Shows that a source is paused, whatever its status. */
function PausedBadge() {
  return html`<span class="badge paused"><span aria-hidden="true">‖</span> Paused</span>`;
}

/** Counts down; screen readers do not announce each second. */
function StatusNote({ source }: { readonly source: Source }) {
  const nowMs = useNow(source.expiresAtMs === null ? undefined : 1000);
  const left = secondsLeft(source, nowMs);
  if (left !== undefined) {
    const text = expiryText(left);
    const at = source.expirationTime;
    return at === null ? text : html`<${Moment} at=${at} text=${text} />`;
  }
  return source.retirement?.reason ?? '';
}
