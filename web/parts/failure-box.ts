import { html } from 'htm/preact';
import type { Failure } from '../api/answer.ts';
import { failureText } from '../api/failure-text.ts';

/** Says what has failed and why, and lets the reader try again. */
export function FailureBox({
  failure,
  others = [],
  onRetry,
}: {
  readonly failure: Failure;
  /** Errors that stand at no field. */
  readonly others?: readonly string[];
  readonly onRetry?: () => void;
}) {
  const { title, detail } = failureText(failure);
  return html`<div class="failure" role="alert">
    <p><strong>${title}</strong></p>
    ${detail !== '' && html`<p>${detail}</p>`}
    ${
      others.length > 0 &&
      html`<ul>
        ${others.map((text) => html`<li>${text}</li>`)}
      </ul>`
    }
    ${onRetry !== undefined && html`<button type="button" onClick=${onRetry}>Try again</button>`}
  </div>`;
}
