import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import { filledByGenerator, type Draft } from './draft.ts';

/** The properties of a field of the registration form. */
export interface DraftFieldProps {
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly onChange: (fields: Partial<Draft>) => void;
}

/** The event generator whose events the customer receives. */
export function GeneratorField({ draft, error, onChange }: DraftFieldProps) {
  return html`<${Field}
    id="generator"
    label="Generator"
    hint="What the events are about, such as acme/repo1. The first segment is your tenant name."
    error=${error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck=${false}
        value=${draft.generator}
        onInput=${onText((typed) => onChange(filledByGenerator(typed)))}
      />`}
  />`;
}
