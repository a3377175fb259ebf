import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useNow } from '../hooks/use-now.ts';
import { resultText, isAwaited, progressText, type SentTestEvent } from './test-event-texts.ts';

/** The progress of the last test event; screen readers announce changes. */
export function TestEventPanel({
  sent,
  source,
}: {
  readonly sent: SentTestEvent | undefined;
  readonly source: Source;
}) {
  return html`<div role="status" aria-label="Test event">
    ${sent !== undefined && html`<${Progress} key=${sent.event.id} sent=${sent} source=${source} />`}
  </div>`;
}

function Progress({ sent, source }: { readonly sent: SentTestEvent; readonly source: Source }) {
  const nowMs = useNow(isAwaited(sent, source, Date.now()) ? 5000 : undefined);
  return html`<div class="flash ${sent.event.wasActive ? 'info' : 'warning'}">
    <div>
      <p>
        <strong>Test event ${sent.event.id} is queued.</strong> ${progressText(sent, source, nowMs)}
      </p>
      <p>${resultText(sent.event)}</p>
    </div>
  </div>`;
}
