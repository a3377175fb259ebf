import { html } from 'htm/preact';
import { TextField } from '../parts/text-field.ts';
import { filledByGenerator, type Draft } from './draft.ts';

/** The properties of a field of the registration form. */
export interface DraftFieldProps {
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly onChange: (fields: Partial<Draft>) => void;
}

/** The event generator whose events the customer receives. */
export function GeneratorField({ draft, error, onChange }: DraftFieldProps) {
  return html`<${TextField}
    id="generator"
    label="Generator"
    hint="What the events are about, such as acme/repo1. The first segment is your tenant name."
    error=${error}
    autocapitalize="off"
    spellcheck=${false}
    value=${draft.generator}
    onChange=${(typed: string) => onChange(filledByGenerator(typed))}
  />`;
}
