import { html } from 'htm/preact';
import { TextField } from '../parts/text-field.ts';
import type { ReplayFieldProps } from './outcome-choice.ts';

/** How fast events are sent again. */
export function RateField({ draft, error, onChange }: ReplayFieldProps) {
  return html`<${TextField}
    id="replay-rate"
    label="Events a second, at most"
    hint="For the sake of what the customer’s rules call. Empty: as fast as live events leave room."
    error=${error}
    inputmode="numeric"
    value=${draft.maxPerSecond}
    onChange=${(maxPerSecond: string) => onChange({ maxPerSecond })}
  />`;
}
