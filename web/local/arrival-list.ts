import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { usePoll } from '../hooks/use-poll.ts';
import { bytesText } from '../text/amounts.ts';
import { momentText } from '../text/durations.ts';
import {
  isSentAgain,
  isTestEvent,
  payloadOf,
  withArrivals,
  type ArrivedPayload,
} from './arrivals.ts';
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
  const payload = payloadOf(arrival);
  return html`<li>
    <details
      onToggle=${({ currentTarget }: Event & { currentTarget: HTMLDetailsElement }) =>
        setIsOpen(currentTarget.open)}
    >
      <summary>
        <strong>${event['detail-type']}</strong>
        ${isTestEvent(arrival) && html` <span class="mark">Test</span>`}
        ${isSentAgain(arrival) && html` <span class="mark">Sent again</span>`}
        ${payload && html` <span class="mark">Stub</span>`}
        <span class="note"> ${momentText(event.time)}, ${rulesText(rules)}</span>
      </summary>
      <p class="note name">Event bus ${bus}</p>
      ${payload && html`<${PayloadLink} payload=${payload} />`}
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

function PayloadLink({ payload: { url, sizeBytes } }: { readonly payload: ArrivedPayload }) {
  return html`<p>
    The event is too large for EventBridge, so it came as a stub.${' '}
    <a href=${url} target="_blank" rel="noopener noreferrer"
      >Open the whole detail (${bytesText(sizeBytes)})<span class="visually-hidden">
        (opens in a new tab)</span
      ></a
    >
  </p>`;
}

function rulesText(rules: readonly string[]): string {
  return rules.length === 0 ? 'no rule matched' : `matched by ${rules.join(', ')}`;
}
