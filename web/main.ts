import { html } from 'htm/preact';
import { Page } from './page.ts';
import { renderPage } from './render-page.ts';

renderPage(html`<${Page} />`);
