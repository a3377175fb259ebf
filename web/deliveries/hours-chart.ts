import { html } from 'htm/preact';
import { Moment } from '../parts/moment.ts';
import { OutcomeBadge } from '../parts/outcome-badge.ts';
import { amountText } from '../text/amounts.ts';
import { figureNames } from '../text/delivery-texts.ts';
import { chartText, hoursBars, sumsOf, type Hour } from './hours-bars.ts';

/** A bar for each hour, with a part for each outcome; the legend below has the sums. */
export function HoursChart({
  hours,
  span,
}: {
  readonly hours: readonly Hour[];
  readonly span: { readonly fromMs: number; readonly toMs: number };
}) {
  const { bars, width, most } = hoursBars(hours, span);
  const sums = sumsOf(hours);
  const ends = [span.fromMs, span.toMs].map(
    (ms) => html`<${Moment} at=${new Date(ms).toISOString()} />`,
  );
  return html`<figure class="chart">
    <svg
      class="hours-chart"
      role="img"
      aria-label=${chartText(hours)}
      viewBox="0 0 ${width} 100"
      preserveAspectRatio="none"
    >
      ${bars.map(
        ({ kind, x, y, height }) =>
          html`<rect class=${kind} x=${x + 0.1} y=${y} width="0.8" height=${height} />`,
      )}
    </svg>
    <p class="note ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>
    <figcaption>
      <ul class="legend">
        ${sums.map(
          ([kind, sum]) =>
            html`<li>
              <${OutcomeBadge} kind=${kind} text=${figureNames[kind]} />${' '}${amountText(sum)}
            </li>`,
        )}
        ${sums.length === 0 && html`<li class="note">No deliveries in this range.</li>`}
        ${sums.length > 0 && html`<li class="note">Highest bar: ${amountText(most)} in an hour</li>`}
      </ul>
    </figcaption>
  </figure>`;
}
