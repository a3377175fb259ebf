import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';

export { onText } from '../../emulator/page-parts/on-text.ts';

/** Attributes that connect a control to the hint and error of its field. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': 'true' | 'false';
}

/** The properties of a {@link Field}. */
export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly control: (attributes: ControlAttributes) => ComponentChildren;
}

/** A control with its label, hint and error. */
export function Field({ id, label, hint, error, control }: FieldProps) {
  const attributes: ControlAttributes = {
    id,
    'aria-describedby': `${id}-hint ${id}-error`,
    'aria-invalid': error === undefined ? 'false' : 'true',
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control(attributes)}
    <p class="hint" id="${id}-hint">${hint}</p>
    <p class="error" id="${id}-error">${error}</p>
  </div>`;
}

/** Moves the focus to the first field of a form that has an error. */
export function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
