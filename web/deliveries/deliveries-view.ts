import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { replaceRoute } from '../hooks/use-route.ts';
import { SectionHeading } from '../parts/headings.ts';
import type { DeliveriesRoute } from '../route.ts';
import { DeliveriesList } from './deliveries-list.ts';
import type { DeliveryFilter } from './delivery-filter.ts';
import { DeliveryDrawer } from './delivery-drawer.ts';
import { DeliveryFilters } from './delivery-filters.ts';
import { HoursSection } from './hours-section.ts';

/** What became of the events of a source: by hour, one by one, and each in a drawer. */
export function DeliveriesView({
  route,
  source,
}: {
  readonly route: DeliveriesRoute;
  readonly source: Source;
}) {
  const { filter, open } = route;
  const { range, since, until } = filter;
  const onFilter = (changed: Partial<DeliveryFilter>) =>
    replaceRoute({ ...route, filter: { ...filter, ...changed } });
  return html`<section>
    <${SectionHeading} text="Deliveries" />
    <${DeliveryFilters} filter=${filter} onChange=${onFilter} />
    <${HoursSection}
      key=${JSON.stringify([range, since, until])}
      source=${route.source}
      filter=${filter}
    />
    <${DeliveriesList} key=${JSON.stringify(filter)} route=${route} />
    ${
      open !== '' &&
      html`<${DeliveryDrawer}
        key=${open}
        source=${source}
        event=${open}
        onClose=${() => replaceRoute({ ...route, open: '' })}
      />`
    }
  </section>`;
}
