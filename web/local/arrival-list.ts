import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { usePoll } from '../hooks/use-poll.ts';
import { momentText } from '../text/durations.ts';
import { isSentAgain, isTestEvent, withArrivals } from './arrivals.ts';
import { localApi, type Customer } from './local-api.ts';
import type { Arrival } from './schemas.ts';
import { useTask } from './use-task.ts';

/** The events that arrive on the buses of an account in a Region, newest first. */
export function ArrivalList({ customer }: { readonly customer: Customer }) {
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([]);
  const after = useRef(0);
  const { error, run } = useTask();
  usePoll(
    () =>
      run(async () => {
        const { events, next } = await localApi.arrivals(customer, after.current);
        after.current = next;
        if (events.length > 0) setArrivals((shown) => withArrivals(shown, events));
      }),
    1000,
  );
  return html`<h3 class="section-heading">Received events</h3>
    ${error !== undefined && html`<p class="failure" role="alert">${error}</p>`}
    ${
      arrivals.length === 0 &&
      html`<p class="empty">No events yet. An active source delivers events to its event bus.</p>`
    }
    <ol class="plain arrivals">
      ${arrivals.map((arrival) => html`<${Row} key=${arrival.sequence} arrival=${arrival} />`)}
    </ol>`;
}

function Row({ arrival }: { readonly arrival: Arrival }) {
  const { event, bus, rules } = arrival;
  const [isOpen, setIsOpen] = useState(false);
  return html`<li>
    <details
      onToggle=${({ currentTarget }: Event & { currentTarget: HTMLDetailsElement }) =>
        setIsOpen(currentTarget.open)}
    >
      <summary>
        <strong>${event['detail-type']}</strong>
        ${isTestEvent(arrival) && html` <span class="mark">Test</span>`}
        ${isSentAgain(arrival) && html` <span class="mark">Sent again</span>`}
        <span class="note"> ${momentText(event.time)}, ${rulesText(rules)}</span>
      </summary>
      <p class="note name">Event bus ${bus}</p>
      ${
        isOpen &&
        html`<pre
          tabindex="0"
          role="region"
          aria-label="Event"
        ><code>${JSON.stringify(event, undefined, 2)}</code></pre>`
      }
    </details>
  </li>`;
}

function rulesText(rules: readonly string[]): string {
  return rules.length === 0 ? 'no rule matched' : `matched by ${rules.join(', ')}`;
}
