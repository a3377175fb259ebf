import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { onText } from '../parts/on-text.ts';

const another = '\u0000';

/** A choice among what is known, or something else that is typed. */
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
  /** What may be typed. */
  readonly pattern: RegExp;
  readonly onPick: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const onSelect = (selected: string) => {
    setTyped(selected === another ? '' : undefined);
    if (selected !== another) onPick(selected);
  };
  const onType = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed === undefined || !pattern.test(typed)) return;
    onPick(typed);
    setTyped(undefined);
  };
  const known = options.includes(value) ? options : [value, ...options];
  return html`<div class="pick">
    <label for=${id}>${label}</label>
    <select id=${id} value=${typed === undefined ? value : another} onChange=${onText(onSelect)}>
      ${known.map((option) => html`<option value=${option}>${option}</option>`)}
      <option value=${another}>Another…</option>
    </select>
    ${
      typed !== undefined &&
      html`<form class="joined" onSubmit=${onType}>
        <input
          type="text"
          aria-label="Another ${label}"
          autocomplete="off"
          value=${typed}
          onInput=${onText(setTyped)}
        />
        <button type="submit">Use</button>
      </form>`
    }
  </div>`;
}
