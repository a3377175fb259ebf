import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { createApi } from './api/client.ts';
import type { Session } from './api/authorized-fetch.ts';
import { ConsoleServicesContext, type Polling } from './console-services.ts';
import { useRoute } from './hooks/use-route.ts';
import { useViewFocus } from './hooks/use-view-focus.ts';
import { Flashes, useFlashes } from './parts/flashes.ts';
import { ViewHeading } from './parts/headings.ts';
import { viewKeyOf, type Route } from './route.ts';
import { DetailTypeView } from './detail-types/detail-type-view.ts';
import { DetailTypesView } from './detail-types/detail-types-view.ts';
import { RegisterView } from './register/register-view.ts';
import { SourceView } from './source/source-view.ts';
import { SourcesView } from './sources/sources-view.ts';

/** How often the deployed page reloads automatically. */
const standardPolling: Polling = { pendingMs: 5000, historyMs: 15_000 };

/**
 * Everything that an administrator of the vendor sees and does. The URL's hash names the view. The
 * page around it provides the landmark.
 */
export function Console({
  session,
  polling = standardPolling,
  vendor,
  headingLevel = 1,
}: {
  readonly session: Session;
  readonly polling?: Polling;
  /** What the vendor calls itself. */
  readonly vendor?: string;
  /** Of the views' headings. */
  readonly headingLevel?: number;
}) {
  const api = useMemo(() => createApi(session), [session]);
  const route = useRoute();
  const viewKey = viewKeyOf(route);
  // A tab is a view of its own to who reads a notification.
  const { flashes, dismiss, ...notices } = useFlashes(`${route.view} ${viewKey}`);
  const container = useViewFocus(viewKey);
  const services = { api, polling, vendor, headingLevel, ...notices };
  return html`<${ConsoleServicesContext.Provider} value=${services}>
    <${ConsoleNavigation} route=${route} />
    <${Flashes} flashes=${flashes} onDismiss=${dismiss} />
    <div class="view" key=${viewKey} ref=${container}>${viewOf(route)}</div>
  <//>`;
}

function viewOf(route: Route) {
  switch (route.view) {
    case 'sources':
      return html`<${SourcesView} query=${route} />`;
    case 'register':
      return html`<${RegisterView} prefilled=${route.prefilled} />`;
    case 'source':
    case 'deliveries':
    case 'replays':
      return html`<${SourceView} route=${route} />`;
    case 'detailTypes':
      return html`<${DetailTypesView} />`;
    case 'detailType':
      return html`<${DetailTypeView} detailType=${route.detailType} />`;
    case 'notFound':
      return html`<${NotFoundView} />`;
  }
}

/** The links to the console's views. */
function ConsoleNavigation({ route }: { readonly route: Route }) {
  const isCatalogue = route.view === 'detailTypes' || route.view === 'detailType';
  return html`<nav class="console-navigation" aria-label="Console">
    ${link('#/sources', 'Partner event sources', !isCatalogue && route.view !== 'notFound')}
    ${link('#/detail-types', 'Detail types', isCatalogue)}
  </nav>`;
}

function link(href: string, text: string, isCurrent: boolean) {
  return html`<a href=${href} aria-current=${isCurrent ? 'page' : undefined}>${text}</a>`;
}

/** The view of an unknown link. */
function NotFoundView() {
  return html`<${ViewHeading} text="Page not found" />
    <p><a href="#/sources">View all partner event sources</a></p>`;
}
