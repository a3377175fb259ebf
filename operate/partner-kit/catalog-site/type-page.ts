import html from 'html-template-tag';
import { htmlPage } from '../../pages/html-page.ts';
import { safeUrl } from '../../pages/safe.ts';
import { pageStyle } from '../../pages/style.ts';
import { eventPattern, layOut, type DocumentedType } from './documented-type.ts';
import { membersIn, type Member, type MemberList } from './members.ts';

/** The page of a detail type, which is in a folder below the list of all. */
export function typePage(type: DocumentedType, partnerName: string): string {
  const { detailType, description, schema, stub, samples, fileName } = type;
  const body = html`<nav><a href="../index.html">All detail types</a></nav>
    <main>
      <h1>${detailType}</h1>
      <p>${description}</p>
      <h2 id="pattern">Event pattern</h2>
      <p>A rule with this pattern takes events of this type:</p>
      $${codeBlock(eventPattern(partnerName, detailType), 'Event pattern')}
      <h2 id="detail">Detail</h2>
      $${memberTable(membersIn(schema), 'Members of the detail')}
      <h3>JSON Schema of the detail</h3>
      $${codeBlock(layOut(schema), 'JSON Schema of the detail')}
      <h2 id="samples">Samples</h2>
      <p>Events as a rule of the customer’s event bus sees them:</p>
      $${samples.map((sample, index) => sampleSection(fileName, layOut(sample), index)).join('\n')}
      $${stub === undefined ? '' : stubSection(stub)}
    </main>`;
  return htmlPage({ title: `${detailType}: events of ${partnerName}`, style: pageStyle, body });
}

function sampleSection(fileName: string, json: string, index: number): string {
  const title = `Sample ${index + 1}`;
  const file = safeUrl(`../samples/${fileName}-${index + 1}.json`);
  return html`<h3>${title}</h3>
    $${codeBlock(json, title)}
    <p class="note"><a href="$${file}">${title} as a file</a></p>`;
}

function stubSection(stub: Readonly<Record<string, unknown>>): string {
  return html`<h2 id="stub">Stub of a large event</h2>
    <p>
      A detail that is too large for EventBridge is replaced by a stub. Its
      <code>payload_url</code> leads to the whole detail until <code>expires_at</code>; compare what
      you receive with <code>payload_size_bytes</code> and <code>payload_sha256</code>.
    </p>
    $${memberTable(membersIn(stub), 'Members of the stub')}
    <h3>JSON Schema of the stub</h3>
    $${codeBlock(layOut(stub), 'JSON Schema of the stub')}`;
}

/** Code that can be scrolled with the keyboard. */
function codeBlock(code: string, label: string): string {
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`;
}

function memberTable({ members, isCut }: MemberList, label: string): string {
  if (members.length === 0) {
    return html`<p class="note">The schema names no members: any JSON object is possible.</p>`;
  }
  const rest = isCut
    ? html`<p class="note">The JSON Schema below has more members than this table.</p>`
    : '';
  return html`<div class="wide" tabindex="0" role="region" aria-label="${label}">
      <table>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Type</th>
            <th scope="col">Always there</th>
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          $${members.map(memberRow).join('\n')}
        </tbody>
      </table>
    </div>
    $${rest}`;
}

function memberRow({ path, type, isRequired, notes }: Member): string {
  return html`<tr>
    <th scope="row"><code>${path}</code></th>
    <td>${type}</td>
    <td>${isRequired ? 'yes' : 'no'}</td>
    <td>${notes.join('; ')}</td>
  </tr>`;
}
