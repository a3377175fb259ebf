import { html } from 'htm/preact';
import { useStored } from './use-stored.ts';

/** What there is to try, in a paragraph; once dismissed it stays away. */
export function Guide() {
  const [guide, setGuide] = useStored('guide', 'shown');
  if (guide !== 'shown') return null;
  return html`<div class="flash info">
    <p>
      <strong>The whole way, with no AWS account.</strong> Register a source on the left; it waits
      to be accepted. Associate it with an event bus on the right, and the left turns active. Add a
      rule on the right, send a test event on the left, and see it arrive. Delete the bus: the left
      waits again. Let days pass at the top, and what nobody accepts expires.
    </p>
    <button type="button" class="quiet" onClick=${() => setGuide('dismissed')}>
      Dismiss<span class="unseen"> the guide</span>
    </button>
  </div>`;
}
