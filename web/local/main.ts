import { html } from 'htm/preact';
import { renderPage } from '../render-page.ts';
import { LocalPage } from './local-page.ts';

renderPage(html`<${LocalPage} />`);
