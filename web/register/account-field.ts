import { html } from 'htm/preact';
import { TextField } from '../parts/text-field.ts';
import { accountErrorWhileTyping, filledByAccount } from './draft.ts';
import type { DraftFieldProps } from './generator-field.ts';

/** The customer's account ID; spaces and dashes of a pasted one are removed, and an ARN fills in the Region too. */
export function AccountField({ draft, error, onChange }: DraftFieldProps) {
  return html`<${TextField}
    id="account"
    label="AWS account"
    hint="The 12-digit ID of the account that receives the events, or an ARN of it."
    error=${accountErrorWhileTyping(draft.account) ?? error}
    inputmode="numeric"
    value=${draft.account}
    onChange=${(typed: string) => onChange(filledByAccount(typed))}
  />`;
}
