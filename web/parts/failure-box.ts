import { html } from 'htm/preact';
import type { ApiFailure } from '../api/api-result.ts';
import { failureText } from '../api/failure-text.ts';

/** Shows what failed and why, with a button to try again. */
export function FailureBox({
  failure,
  others = [],
  onRetry,
}: {
  readonly failure: ApiFailure;
  /** Errors that belong to no field. */
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
