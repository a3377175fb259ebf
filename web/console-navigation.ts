import { html } from 'htm/preact';
import type { Route } from './route.ts';

/** The links to the console's views. */
export function ConsoleNavigation({ route }: { readonly route: Route }) {
  const isCatalogue = route.view === 'detailTypes' || route.view === 'detailType';
  return html`<nav class="console-navigation" aria-label="Console">
    ${link('#/sources', 'Partner event sources', !isCatalogue && route.view !== 'notFound')}
    ${link('#/detail-types', 'Detail types', isCatalogue)}
  </nav>`;
}

function link(href: string, text: string, isCurrent: boolean) {
  return html`<a href=${href} aria-current=${isCurrent ? 'page' : undefined}>${text}</a>`;
}
