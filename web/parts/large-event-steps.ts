import { html } from 'htm/preact';
import {
  nodePayloadSnippet,
  pythonPayloadSnippet,
  stubsOnly,
  wholeEventsOnly,
} from '../snippets/large-events.ts';
import { Snippet } from './snippet.ts';
import { Tabs } from './tabs.ts';

const tabs = [
  {
    name: 'Node.js',
    content: html`<${Snippet} label="Lambda target (Node.js)" text=${nodePayloadSnippet} />`,
  },
  {
    name: 'Python',
    content: html`<${Snippet} label="Lambda target (Python)" text=${pythonPayloadSnippet} />`,
  },
];

/** How a consumer gets the details of large events, and how rules tell such events from others. */
export function LargeEventSteps() {
  return html`<p>
      An event that is too large for EventBridge comes as a stub: its <code>detail</code> has only
      some small members, and where the whole detail is.
    </p>
    <p>
      A target fetches the detail from <code>payload_url</code>, without credentials, and checks its
      size and SHA-256. The link works until <code>expires_at</code>, or until the source is
      deleted. Whoever has it can read the detail: keep it out of logs.
    </p>
    <${Tabs} label="Languages" tabs=${tabs} />
    <p>
      A rule whose pattern has <code>${stubsOnly}</code> takes stubs only, one with${' '}
      <code>${wholeEventsOnly}</code> takes whole events only.
    </p>`;
}
