import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { onText } from '../parts/field.ts';
import type { FilterProps } from './delivery-filter.ts';

/** The texts to search for; each search reads the history, so that it starts with Enter or the button. */
export function DeliverySearch({ filter, onChange }: FilterProps) {
  const [type, setType] = useState(filter.type);
  const [event, setEvent] = useState(filter.event);
  const onSubmit = (submit: SubmitEvent) => {
    submit.preventDefault();
    onChange({ type: type.trim(), event: event.trim() });
  };
  const isFiltered = filter.type !== '' || filter.event !== '';
  const clear = html`<button type="button" onClick=${() => onChange({ type: '', event: '' })}>
    Clear
  </button>`;
  return html`<form class="filters search" onSubmit=${onSubmit}>
    <div class="filter narrow">
      <label for="delivery-type">Detail type</label>
      ${searchInput('delivery-type', type, setType)}
    </div>
    <div class="filter">
      <label for="delivery-event">Event id, yours or EventBridge’s</label>
      <div class="joined">
        ${searchInput('delivery-event', event, setEvent)}
        <button type="submit">Search</button>
        ${isFiltered && clear}
      </div>
    </div>
  </form>`;
}

function searchInput(id: string, value: string, take: (typed: string) => void) {
  return html`<input
    id=${id}
    type="search"
    autocomplete="off"
    spellcheck=${false}
    value=${value}
    onInput=${onText(take)}
  />`;
}
