import { html } from 'htm/preact';
import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { Dialog } from '../parts/dialog.ts';
import { Fact } from '../parts/fact.ts';
import { whenLoaded } from '../parts/loading.ts';
import { Moment } from '../parts/moment.ts';
import { AttemptList } from './attempt-list.ts';
import { EventContents } from './event-contents.ts';
import { SendAgain } from './send-again.ts';
import { useDelivery } from './use-delivery.ts';

/** Everything known of one event at a source, at the page's edge. */
export function DeliveryDrawer({
  source,
  event,
  onClose,
}: {
  readonly source: Source;
  readonly event: string;
  readonly onClose: () => void;
}) {
  const load = useDelivery(source, event);
  return html`<${Dialog} title="Event ${event}" kind="drawer" onClose=${onClose}>
    <div class="actions">
      <button type="button" onClick=${onClose}>Close</button>
    </div>
    ${whenLoaded(
      load,
      'the delivery',
      (delivery) =>
        html`<${DeliveryFacts} delivery=${delivery} />
          <${SendAgain} source=${source} delivery=${delivery} onSent=${load.reload} />
          <h3 class="section-heading">Attempts</h3>
          <${AttemptList} attempts=${delivery.attempts} source=${source} />
          ${
            !delivery.isComplete &&
            html`<p class="note">
              There may be more attempts: not all of the history could be searched in time.
            </p>`
          }
          <h3 class="section-heading">Contents</h3>
          <${EventContents} delivery=${delivery} />`,
    )}
  <//>`;
}

function DeliveryFacts({ delivery }: { readonly delivery: EventDeliveryView }) {
  return html`<dl class="facts">
    <${Fact} name="Detail type" value=${delivery.detailType} />
    <${Fact} name="Queued" value=${html`<${Moment} at=${delivery.queuedAt} />`} />
    <${Fact} name="Region" value=${delivery.source.region} />
  </dl>`;
}
