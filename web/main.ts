import { html } from 'htm/preact';
import { renderPage } from '../emulator/page-parts/render-page.ts';
import { Page } from './page.ts';

renderPage(html`<${Page} />`);
