import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { rulesText, withArrivals } from './arrivals.ts';
import type { Arrivals } from './customer-side.ts';
import { momentText } from '../page-parts/moment-text.ts';
import { usePoll } from '../page-parts/use-poll.ts';
import { useTask } from '../page-parts/use-task.ts';
import type { Arrival } from './schemas.ts';

/** What a page shows of an event besides the event itself. */
export interface ArrivalNotes {
  /** Short marks beside its detail type. */
  readonly marks: (arrival: Arrival) => readonly string[];
  /** What is said before the event is shown whole. */
  readonly before: (arrival: Arrival) => ComponentChildren;
}

/** The events that arrive on buses, newest first. */
export function ArrivalList({
  load,
  notes,
}: {
  /** The events after a sequence number. */
  readonly load: (after: number) => Promise<Arrivals>;
  readonly notes?: ArrivalNotes;
}) {
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([]);
  const after = useRef(0);
  const { error, run } = useTask();
  usePoll(
    () =>
      run(async () => {
        const { events, next } = await load(after.current);
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
      ${arrivals.map(
        (arrival) => html`<${Row} key=${arrival.sequence} arrival=${arrival} notes=${notes} />`,
      )}
    </ol>`;
}

function Row({
  arrival,
  notes,
}: {
  readonly arrival: Arrival;
  readonly notes: ArrivalNotes | undefined;
}) {
  const { event, bus, rules } = arrival;
  const [isOpen, setIsOpen] = useState(false);
  return html`<li>
    <details
      onToggle=${({ currentTarget }: Event & { currentTarget: HTMLDetailsElement }) =>
        setIsOpen(currentTarget.open)}
    >
      <summary>
        <strong>${event['detail-type']}</strong>
        ${notes?.marks(arrival).map((mark) => html` <span class="mark">${mark}</span>`)}
        <span class="note"> ${momentText(event.time)}, ${rulesText(rules)}</span>
      </summary>
      <p class="note name">Event bus ${bus} of account ${event.account} in ${event.region}</p>
      ${notes?.before(arrival)}
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
