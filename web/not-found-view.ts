import { html } from 'htm/preact';
import { ViewHeading } from './parts/headings.ts';

/** Where a link leads nowhere. */
export function NotFoundView() {
  return html`<${ViewHeading} text="There is no such page" />
    <p><a href="#/sources">See all partner event sources</a></p>`;
}
