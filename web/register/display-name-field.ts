import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import { displayNameError } from './display-name.ts';

/** What people call a source; optional. */
export function DisplayNameField({
  value,
  error,
  onChange,
}: {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (typed: string) => void;
}) {
  return html`<${Field}
    id="displayName"
    label="Display name (optional)"
    hint="What you call the source, such as Orders of production. It is shown here and to the vendor, not in AWS: enter no personal data."
    error=${displayNameError(value) ?? error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        type="text"
        autocomplete="off"
        dir="auto"
        value=${value}
        onInput=${onText(onChange)}
      />`}
  />`;
}
