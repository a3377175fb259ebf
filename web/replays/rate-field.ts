import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import type { ReplayFieldProps } from './outcome-choice.ts';

/** How fast events are sent again. */
export function RateField({ draft, error, onChange }: ReplayFieldProps) {
  return html`<${Field}
    id="replay-rate"
    label="Events a second, at most"
    hint="For the sake of what the customer’s rules call. Empty: as fast as live events leave room."
    error=${error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        value=${draft.maxPerSecond}
        onInput=${onText((maxPerSecond) => onChange({ maxPerSecond }))}
      />`}
  />`;
}
