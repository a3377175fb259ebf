import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { amountText } from '../text/amounts.ts';
import { figureNames } from '../text/delivery-texts.ts';
import { Moment } from '../parts/moment.ts';
import { sumsOf, totalOf, type Hour } from './hours-bars.ts';

/** The chart's figures as a table, the newest hour first; made when it is opened. */
export function HoursTable({ hours }: { readonly hours: readonly Hour[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const kinds = sumsOf(hours).map(([kind]) => kind);
  const shown = hours
    .filter((hour) => totalOf(hour) > 0)
    .toSorted((one, other) => other.hour.localeCompare(one.hour));
  const onToggle = ({ currentTarget }: Event & { readonly currentTarget: HTMLDetailsElement }) =>
    setIsOpen(currentTarget.open);
  if (shown.length === 0) return null;
  return html`<details onToggle=${onToggle}>
    <summary>Figures by hour</summary>
    ${
      isOpen &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Figures by hour">
        <table>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              ${kinds.map((kind) => html`<th scope="col">${figureNames[kind]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (hour) =>
                html`<tr key=${hour.hour}>
                  <th scope="row"><${Moment} at=${hour.hour} isStop=${false} /></th>
                  ${kinds.map((kind) => html`<td>${amountText(hour[kind])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    }
  </details>`;
}
