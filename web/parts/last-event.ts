import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { listeningNote } from '../text/source-texts.ts';
import { Ago } from './moment.ts';

/** The last event that EventBridge accepted for a source, and how long ago. */
export function LastEvent({
  event,
  isStop,
}: {
  readonly event: Source['lastAcceptedEvent'];
  readonly isStop?: boolean;
}) {
  if (event === null) return html`<span class="note">None yet</span>`;
  return html`${event.detailType}
    <div class="note"><${Ago} at=${event.acceptedAt} isStop=${isStop} /></div>
    <div class="note">${listeningNote(event.state)}</div>`;
}
