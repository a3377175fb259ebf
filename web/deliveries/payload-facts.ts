import { html } from 'htm/preact';
import type { PayloadView } from '../../lambdas/contract/history-view.ts';
import { useNow } from '../hooks/use-now.ts';
import { Fact } from '../parts/fact.ts';
import { Moment } from '../parts/moment.ts';
import { CopyButton } from '../parts/snippet.ts';
import { amountText, bytesText } from '../text/amounts.ts';
import { webUrl } from '../text/https-url.ts';
import { noLinkText } from '../text/payload-texts.ts';

const everyMinuteMs = 60_000;

/** The detail of a large event: how large it is, until when it is kept, and a link to it. */
export function PayloadFacts({ payload }: { readonly payload: PayloadView }) {
  const nowMs = useNow(everyMinuteMs);
  const { sizeBytes, sha256, expiresAt } = payload;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  const url = isOver || payload.url === null ? undefined : webUrl(payload.url);
  return html`<p>
      The event is too large for EventBridge, so it is sent with a link to its detail.
    </p>
    <dl class="facts">
      <${Fact} name="Size" value="${bytesText(sizeBytes)} (${amountText(sizeBytes)} bytes)" />
      <${Fact}
        name="Kept until"
        value=${expiresAt === null ? 'Unknown' : html`<${Moment} at=${expiresAt} />`}
      />
      <${Fact}
        name="SHA-256"
        value=${html`<code class="name">${sha256}</code> <${CopyButton} text=${sha256} what="the SHA-256" />`}
      />
    </dl>
    ${
      url === undefined
        ? html`<p class="note">${noLinkText(payload, nowMs)}</p>`
        : html`<p>
            <a href=${url} target="_blank" rel="noopener noreferrer"
              >Open the whole detail<span class="visually-hidden"> (opens in a new tab)</span></a
            >${' '}
            <${CopyButton} text=${url} what="the link" />
          </p>`
    }`;
}
