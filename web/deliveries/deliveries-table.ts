import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { DeliveryView } from '../../lambdas/contract/history-view.ts';
import { Moment } from '../parts/moment.ts';
import { OutcomeBadge } from '../parts/outcome-badge.ts';
import { hashOf, type DeliveriesRoute } from '../route.ts';
import { kindOf, triggerNames } from '../text/delivery-texts.ts';
import { deliveryKey } from './delivery-list.ts';

interface Column {
  readonly name: string;
  readonly cell: (delivery: DeliveryView, route: DeliveriesRoute) => ComponentChildren;
}

const columns: readonly Column[] = [
  {
    name: 'Event',
    cell: ({ event }, route) =>
      html`<a class="name" href=${hashOf({ ...route, open: event })}>${event}</a>`,
  },
  { name: 'Detail type', cell: ({ detailType }) => html`<span class="name">${detailType}</span>` },
  {
    name: 'Last attempt',
    cell: ({ lastAttemptAt }) => html`<${Moment} at=${lastAttemptAt} isStop=${false} />`,
  },
  {
    name: 'Outcome',
    cell: (delivery) =>
      html`<${OutcomeBadge} kind=${kindOf(delivery)} />
        <div class="note">${delivery.error?.code}</div>`,
  },
  { name: 'Attempts', cell: ({ attempts }) => attempts },
  { name: 'Sent as', cell: ({ trigger }) => triggerNames[trigger] },
];

/** Deliveries, one row each; a narrow screen shows cards, as in the table of sources. */
export function DeliveriesTable({
  deliveries,
  route,
}: {
  readonly deliveries: readonly DeliveryView[];
  readonly route: DeliveriesRoute;
}) {
  return html`<div class="table-frame">
    <table role="table">
      <caption class="visually-hidden">
        Deliveries
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(({ name }) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${deliveries.map(
          (delivery) =>
            html`<${Row} key=${deliveryKey(delivery)} delivery=${delivery} route=${route} />`,
        )}
      </tbody>
    </table>
  </div>`;
}

function Row({
  delivery,
  route,
}: {
  readonly delivery: DeliveryView;
  readonly route: DeliveriesRoute;
}) {
  const [head, ...others] = columns;
  return html`<tr role="row">
    <th role="rowheader" scope="row" data-label=${head?.name}>${head?.cell(delivery, route)}</th>
    ${others.map(
      ({ name, cell }) =>
        html`<td role="cell" data-label=${name}><div>${cell(delivery, route)}</div></td>`,
    )}
  </tr>`;
}
