import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import { accountErrorWhileTyping, filledByAccount } from './draft.ts';
import type { DraftFieldProps } from './generator-field.ts';

/** The customer's account ID; spaces and dashes of a pasted one are removed, and an ARN fills in the Region too. */
export function AccountField({ draft, error, onChange }: DraftFieldProps) {
  return html`<${Field}
    id="account"
    label="AWS account"
    hint="The 12-digit ID of the account that receives the events, or an ARN of it."
    error=${accountErrorWhileTyping(draft.account) ?? error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        value=${draft.account}
        onInput=${onText((typed) => onChange(filledByAccount(typed)))}
      />`}
  />`;
}
