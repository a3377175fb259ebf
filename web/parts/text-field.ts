import { html } from 'htm/preact';
import { Field, onText, type ControlAttributes, type FieldProps } from './field.ts';

/** The properties of a {@link TextField}; its input has all others as attributes, such as `inputmode`. */
interface TextFieldProps extends Omit<FieldProps, 'control'> {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A field for one line of text, which the browser does not fill in. */
export function TextField({ id, label, hint, error, value, onChange, ...others }: TextFieldProps) {
  return html`<${Field}
    id=${id}
    label=${label}
    hint=${hint}
    error=${error}
    control=${(attributes: ControlAttributes) =>
      html`<input
        ...${attributes}
        ...${others}
        type="text"
        autocomplete="off"
        value=${value}
        onInput=${onText(onChange)}
      />`}
  />`;
}
