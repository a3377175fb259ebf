import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import { accountErrorWhileTyping, accountOf } from './draft.ts';
import type { DraftFieldProps } from './generator-field.ts';

/** The customer's account ID; spaces and dashes of a pasted one are removed. */
export function AccountField({ draft, error, onChange }: DraftFieldProps) {
  return html`<${Field}
    id="account"
    label="AWS account"
    hint="The 12-digit ID of the account that receives the events."
    error=${accountErrorWhileTyping(draft.account) ?? error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        value=${draft.account}
        onInput=${onText((typed) => onChange({ account: accountOf(typed) }))}
      />`}
  />`;
}
