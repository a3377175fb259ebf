import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import { CopyButton } from '../parts/snippet.ts';
import { readJson } from './json-text.ts';
import { JsonTree } from './json-tree.ts';

/** The event as the vendor sent it, or why it is not shown. */
export function EventContents({ delivery }: { readonly delivery: EventDeliveryView }) {
  const { body, bodyText } = delivery;
  if (bodyText !== null) return html`<${Contents} text=${bodyText} />`;
  switch (body) {
    case 'kept':
      return html`<p class="note">The contents are kept, but not shown to you.</p>`;
    case 'expired':
      return html`<p class="note">The contents are no longer kept.</p>`;
    case 'notKept':
      return html`<p class="note">The contents were not kept.</p>`;
  }
}

function Contents({ text }: { readonly text: string }) {
  const root = useMemo(() => readJson(text), [text]);
  return html`<div class="snippet">
    <div class="snippet-bar">
      <span>As the vendor sent it</span>
      <${CopyButton} text=${text} what="the contents" />
    </div>
    <div class="json" tabindex="0" role="region" aria-label="Contents of the event">
      ${root === undefined ? html`<code class="name">${text}</code>` : html`<${JsonTree} node=${root} />`}
    </div>
  </div>`;
}
