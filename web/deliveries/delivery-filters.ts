import { html } from 'htm/preact';
import { onText } from '../parts/field.ts';
import { deliveryKinds, kindNames } from '../text/delivery-texts.ts';
import { everything, ranges, type FilterProps, type Range } from './delivery-filter.ts';
import { DeliverySearch } from './delivery-search.ts';
import { RangeFields } from './range-fields.ts';

const rangeNames: Readonly<Record<Range, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  own: 'Other range',
};

/** Which deliveries are shown. */
export function DeliveryFilters({ filter, onChange }: FilterProps) {
  const onRange = (typed: string) => {
    const range = ranges.find((one) => one === typed) ?? everything.range;
    onChange({ range, since: '', until: '' });
  };
  return html`<div class="filters">
    <div class="filter narrow">
      <label for="delivery-range">Time</label>
      <select id="delivery-range" value=${filter.range} onChange=${onText(onRange)}>
        ${ranges.map((range) => html`<option value=${range}>${rangeNames[range]}</option>`)}
      </select>
    </div>
    ${
      filter.range === 'own' &&
      html`<${RangeFields}
        id="delivery"
        from=${filter.since}
        to=${filter.until}
        onChange=${({ from, to }: { from: string; to: string }) => onChange({ since: from, until: to })}
      />`
    }
    <div class="filter narrow">
      <label for="delivery-outcome">Outcome</label>
      <select
        id="delivery-outcome"
        value=${filter.outcome}
        onChange=${onText((outcome) => onChange({ outcome }))}
      >
        <option value="">All outcomes</option>
        ${deliveryKinds.map((kind) => html`<option value=${kind}>${kindNames[kind]}</option>`)}
      </select>
    </div>
    <${DeliverySearch}
      key=${JSON.stringify([filter.type, filter.event])}
      filter=${filter}
      onChange=${onChange}
    />
  </div>`;
}
