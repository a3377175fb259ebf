import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useNow } from '../hooks/use-now.ts';
import { agoText, momentText } from '../text/durations.ts';
import { listeningNote } from '../text/source-texts.ts';

/** The last event that EventBridge accepted for a source, and how long ago. */
export function LastEvent({ event }: { readonly event: Source['lastAcceptedEvent'] }) {
  const nowMs = useNow(event === null ? undefined : 5000);
  if (event === null) return html`<span class="note">None yet</span>`;
  const seconds = (nowMs - Date.parse(event.acceptedAt)) / 1000;
  return html`${event.detailType}
    <div class="note">
      <time datetime=${event.acceptedAt} title=${momentText(event.acceptedAt)}>
        ${agoText(seconds)}
      </time>
    </div>
    <div class="note">${listeningNote(event.state)}</div>`;
}
