import html from 'html-template-tag';
import type { ListedDetailType } from '../../../lambdas/ports/catalog.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { safeUrl } from '../../pages/safe.ts';
import { pageStyle } from '../../pages/style.ts';
import { groupTypes } from './groups.ts';

/** A line of the list of detail types, and its page. */
export interface CatalogLine extends ListedDetailType {
  readonly fileName: string;
}

/** The page that lists all detail types. */
export function indexPage(lines: readonly CatalogLine[], partnerName: string): string {
  const groups = groupTypes(lines);
  const body = html`<main>
    <h1>Events of ${partnerName}</h1>
    <p>
      ${String(lines.length)} detail types. Each page has the members and the JSON Schema of the
      <code>detail</code>, complete sample events, and an event pattern for a rule.
    </p>
    <p>
      The <code>source</code> of an event is the name of the partner event source: it begins with
      <code>aws.partner/${partnerName}/</code>.
    </p>
    $${groups.map(({ name, types }) => groupSection(name, types)).join('\n')}
  </main>`;
  return htmlPage({ title: `Events of ${partnerName}`, style: pageStyle, body });
}

function groupSection(name: string, lines: readonly CatalogLine[]): string {
  return html`<section>
    <h2>${name}</h2>
    <dl>$${lines.map(line).join('\n')}</dl>
  </section>`;
}

function line({ detailType, description, fileName }: CatalogLine): string {
  return html`<dt><a href="$${safeUrl(`types/${fileName}.html`)}">${detailType}</a></dt>
    <dd>${description}</dd>`;
}
