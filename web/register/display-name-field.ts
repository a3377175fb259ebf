import { html } from 'htm/preact';
import { useConsole } from '../console-services.ts';
import { TextField } from '../parts/text-field.ts';
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
  const { vendor = 'the vendor' } = useConsole();
  return html`<${TextField}
    id="displayName"
    label="Display name (optional)"
    hint=${`What you call the source, such as Orders of production. It is shown here and to ${vendor}, not in AWS: enter no personal data.`}
    error=${displayNameError(value) ?? error}
    dir="auto"
    value=${value}
    onChange=${onChange}
  />`;
}
