import { render } from 'htm/preact';
import type { VNode } from 'preact';

/** Renders a page into its HTML; see page-html.ts. */
export function renderPage(page: VNode): void {
  const root = document.querySelector<HTMLElement>('#app');
  if (root !== null) render(page, root);
}
