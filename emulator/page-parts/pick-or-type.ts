import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { onText } from './on-text.ts';

const other = '\u0000';

/** A selection of known options, or another value that is typed. */
export function PickOrType({
  id,
  label,
  options,
  value,
  pattern,
  onPick,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string;
  /** The valid typed values. */
  readonly pattern: RegExp;
  readonly onPick: (value: string) => void;
}) {
  const [isTyping, setIsTyping] = useState(false);
  const onSelect = (selected: string) => {
    setIsTyping(selected === other);
    if (selected !== other) onPick(selected);
  };
  const onTyped = (typed: string) => {
    onPick(typed);
    setIsTyping(false);
  };
  const known = options.includes(value) ? options : [value, ...options];
  return html`<div class="pick">
    <label for=${id}>${label}</label>
    <select id=${id} value=${isTyping ? other : value} onChange=${onText(onSelect)}>
      ${known.map((option) => html`<option value=${option}>${option}</option>`)}
      <option value=${other}>Other…</option>
    </select>
    ${isTyping && html`<${OtherValue} label=${label} pattern=${pattern} onTyped=${onTyped} />`}
  </div>`;
}

/** The field for another value; an invalid one is not taken. */
function OtherValue({
  label,
  pattern,
  onTyped,
}: {
  readonly label: string;
  readonly pattern: RegExp;
  readonly onTyped: (value: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (pattern.test(typed)) onTyped(typed);
  };
  return html`<form class="joined" onSubmit=${onSubmit}>
    <input
      type="text"
      aria-label="Other ${label}"
      autocomplete="off"
      value=${typed}
      onInput=${onText(setTyped)}
    />
    <button type="submit">Use</button>
  </form>`;
}
