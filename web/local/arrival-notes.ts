import { html } from 'htm/preact';
import type { ArrivalNotes } from '../../emulator/page/arrival-list.ts';
import { bytesText } from '../text/amounts.ts';
import { isSentAgain, isTestEvent, payloadOf, type ArrivedPayload } from './arrivals.ts';

/** What is said of an event besides the event: whether it is a test, was sent again, or is a stub. */
export const arrivalNotes: ArrivalNotes = {
  marks: (arrival) => [
    ...(isTestEvent(arrival) ? ['Test'] : []),
    ...(isSentAgain(arrival) ? ['Sent again'] : []),
    ...(payloadOf(arrival) ? ['Stub'] : []),
  ],
  before(arrival) {
    const payload = payloadOf(arrival);
    return payload && html`<${PayloadLink} payload=${payload} />`;
  },
};

function PayloadLink({ payload: { url, sizeBytes } }: { readonly payload: ArrivedPayload }) {
  return html`<p>
    The event is too large for EventBridge, so it came as a stub.${' '}
    <a href=${url} target="_blank" rel="noopener noreferrer"
      >Open the whole detail (${bytesText(sizeBytes)})<span class="visually-hidden">
        (opens in a new tab)</span
      ></a
    >
  </p>`;
}
