import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { createApi } from './api/client.ts';
import type { Session } from './api/session.ts';
import { ConsoleServicesContext, type Polling } from './console-services.ts';
import { ConsoleNavigation } from './console-navigation.ts';
import { useRoute } from './hooks/use-route.ts';
import { useViewFocus } from './hooks/use-view-focus.ts';
import { Flashes, useFlashes } from './parts/flashes.ts';
import { hashOf, type Route } from './route.ts';
import { DetailTypeView } from './detail-types/detail-type-view.ts';
import { DetailTypesView } from './detail-types/detail-types-view.ts';
import { NotFoundView } from './not-found-view.ts';
import { RegisterView } from './register/register-view.ts';
import { SourceView } from './source/source-view.ts';
import { SourcesView } from './sources/sources-view.ts';

/** How often the deployed page asks anew. */
const standardPolling: Polling = { pendingMs: 5000 };

/**
 * All that an administrator of the vendor sees and does. Its view is in the URL's hash. It stands in
 * a landmark of the page around it.
 */
export function Console({
  session,
  polling = standardPolling,
  headingLevel = 1,
}: {
  readonly session: Session;
  readonly polling?: Polling;
  /** Of the views' headings. */
  readonly headingLevel?: number;
}) {
  const api = useMemo(() => createApi(session), [session]);
  const { flashes, notify, dismiss } = useFlashes();
  const route = useRoute();
  const hash = hashOf(route);
  const holder = useViewFocus(hash);
  const services = { api, polling, headingLevel, notify };
  return html`<${ConsoleServicesContext.Provider} value=${services}>
    <${ConsoleNavigation} route=${route} />
    <${Flashes} flashes=${flashes} onDismiss=${dismiss} />
    <div class="view" key=${hash} ref=${holder}>${viewOf(route)}</div>
  <//>`;
}

function viewOf(route: Route) {
  switch (route.view) {
    case 'sources':
      return html`<${SourcesView} generator=${route.generator} />`;
    case 'register':
      return html`<${RegisterView} prefilled=${route.prefilled} />`;
    case 'source':
      return html`<${SourceView} sourceKey=${route.source} />`;
    case 'detailTypes':
      return html`<${DetailTypesView} />`;
    case 'detailType':
      return html`<${DetailTypeView} detailType=${route.detailType} />`;
    case 'notFound':
      return html`<${NotFoundView} />`;
  }
}
