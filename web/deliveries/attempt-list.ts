import { html } from 'htm/preact';
import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { Moment } from '../parts/moment.ts';
import { OutcomeBadge } from '../parts/outcome-badge.ts';
import { CopyButton } from '../parts/snippet.ts';
import { hashOf } from '../route.ts';
import { countOf } from '../text/amounts.ts';
import { kindOf, outcomeText, triggerNames } from '../text/delivery-texts.ts';
import { errorMeaning } from '../text/error-texts.ts';

type Attempt = EventDeliveryView['attempts'][number];

/** What happened to an event, in the order of time. */
export function AttemptList({
  attempts,
  source,
}: {
  readonly attempts: readonly Attempt[];
  readonly source: Source;
}) {
  return html`<ol class="attempts">
    ${attempts.map((attempt) => html`<${AttemptItem} attempt=${attempt} source=${source} />`)}
  </ol>`;
}

function AttemptItem({ attempt, source }: { readonly attempt: Attempt; readonly source: Source }) {
  const { at, attempts, error, eventBridgeId } = attempt;
  const kind = kindOf(attempt);
  return html`<li class=${kind}>
    <p>
      <${OutcomeBadge} kind=${kind} />${' '}
      <span class="note"><${Moment} at=${at} /></span>
    </p>
    <p>${outcomeText(attempt)}</p>
    ${
      error !== null &&
      html`<p>
        ${errorMeaning(error.code)}
        <span class="note name"> ${error.code}: ${error.message}</span>
      </p>`
    }
    ${eventBridgeId !== null && html`<${EventBridgeId} id=${eventBridgeId} />`}
    <p class="note">
      ${countOf(attempts, 'attempt')}${kind === 'waiting' ? ' so far' : ''}.${' '}${triggerNames[attempt.trigger]}
      ${replayLink(attempt, source)}
    </p>
  </li>`;
}

function replayLink({ replay, trigger }: Attempt, { region, name }: Source) {
  if (replay === null || trigger !== 'replay') return null;
  const href = hashOf({ view: 'replays', source: { region, name }, replay });
  return html`${' '}<a class="name" href=${href}>${replay}</a>`;
}

/** By which the customer finds the event. */
function EventBridgeId({ id }: { readonly id: string }) {
  return html`<p>
    EventBridge’s id: <code class="name">${id}</code>${' '}
    <${CopyButton} text=${id} what="EventBridge’s id" />${' '}
    <span class="note">
      The customer’s events have it as <code>id</code>: search the log of the rule for it.</span
    >
  </p>`;
}
