import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { EventDeliveryView, PayloadView } from '../../lambdas/contract/history-view.ts';
import { CopyButton } from '../parts/snippet.ts';
import { readJson } from './json-text.ts';
import { JsonTree } from './json-tree.ts';
import { PayloadFacts } from './payload-facts.ts';

/** The event as the vendor sent it, or why it is not shown. */
export function EventContents({ delivery }: { readonly delivery: EventDeliveryView }) {
  const { body, bodyText, payload } = delivery;
  if (payload !== null) return html`<${LargeContents} payload=${payload} text=${bodyText} />`;
  if (bodyText !== null)
    return html`<${Contents} text=${bodyText} title="As the vendor sent it" />`;
  switch (body) {
    case 'kept':
      return html`<p class="note">The contents are kept, but not shown to you.</p>`;
    case 'expired':
      return html`<p class="note">The contents are no longer kept.</p>`;
    case 'notKept':
      return html`<p class="note">The contents were not kept.</p>`;
  }
}

/** A large event: where its detail is, and what its stub keeps. */
function LargeContents({
  payload,
  text,
}: {
  readonly payload: PayloadView;
  readonly text: string | null;
}) {
  return html`<${PayloadFacts} payload=${payload} /> ${
      text !== null &&
      html`<${Contents} text=${text} title="The event, with what its stub keeps" />`
    }`;
}

function Contents({ text, title }: { readonly text: string; readonly title: string }) {
  const root = useMemo(() => readJson(text), [text]);
  return html`<div class="snippet">
    <div class="snippet-bar">
      <span>${title}</span>
      <${CopyButton} text=${text} what="the contents" />
    </div>
    <div class="json" tabindex="0" role="region" aria-label="Contents of the event">
      ${root === undefined ? html`<code class="name">${text}</code>` : html`<${JsonTree} node=${root} />`}
    </div>
  </div>`;
}
