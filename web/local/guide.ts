import { html } from 'htm/preact';
import { useStored } from '../../emulator/page-parts/use-stored.ts';

/** A short guide to the page; once dismissed, it stays hidden. */
export function Guide() {
  const [guide, setGuide] = useStored('guide', 'shown');
  if (guide !== 'shown') return null;
  return html`<div class="flash info">
    <p>
      <strong>Try everything without an AWS account.</strong> As the vendor, register a source; it
      waits to be accepted. As the AWS customer, associate it with an event bus: it becomes active.
      Add a rule, send a test event as the vendor, and see it arrive. Delete the event bus, and the
      source waits again. At the top, advance the clock: a source that nobody accepts expires.
    </p>
    <button type="button" class="quiet" onClick=${() => setGuide('dismissed')}>
      Dismiss<span class="visually-hidden"> the guide</span>
    </button>
  </div>`;
}
