import { html } from 'htm/preact';
import { onText } from '../parts/field.ts';
import { inputText, momentOf } from '../text/durations.ts';
import { zoneText } from '../text/moments.ts';

/** From when to when, typed in the user's time zone; RFC 3339 outside, empty for none. */
export function RangeFields({
  id,
  from,
  to,
  error,
  onChange,
}: {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly error?: string | undefined;
  readonly onChange: (range: { readonly from: string; readonly to: string }) => void;
}) {
  const field = (name: string, label: string, value: string, take: (typed: string) => void) =>
    html`<div class="filter narrow">
      <label for="${id}-${name}">${label}</label>
      <input
        id="${id}-${name}"
        type="datetime-local"
        value=${inputText(value)}
        aria-invalid=${error === undefined ? 'false' : 'true'}
        aria-describedby="${id}-zone ${id}-range-error"
        onChange=${onText(take)}
      />
    </div>`;
  const zoneAt = from === '' ? new Date() : new Date(from);
  return html`${field('from', 'From', from, (typed) => onChange({ from: momentOf(typed), to }))}
    ${field('to', 'Until', to, (typed) => onChange({ from, to: momentOf(typed) }))}
    <p class="hint zone" id="${id}-zone">Times are in ${zoneText(zoneAt)}.</p>
    <p class="error" id="${id}-range-error">${error}</p>`;
}
