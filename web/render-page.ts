import { render } from 'htm/preact';
import type { VNode } from 'preact';

/** Draws a page into its HTML; see page-html.ts. */
export function renderPage(page: VNode): void {
  const place = document.querySelector<HTMLElement>('#app');
  if (place !== null) render(page, place);
}
