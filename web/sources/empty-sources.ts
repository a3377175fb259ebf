import { html } from 'htm/preact';
import { hashOf } from '../route.ts';

/** What stands where the table would: why there is nothing, and what to do. */
export function EmptySources({
  isFiltered,
  generator,
}: {
  /** Sources are there, and none is found by what was typed. */
  readonly isFiltered: boolean;
  readonly generator: string;
}) {
  if (isFiltered) return html`<p class="empty">None of the sources loaded is found by that.</p>`;
  const whose = generator === '' ? '' : ` of ${generator}`;
  return html`<div class="empty">
    <p><strong>No sources${whose}</strong></p>
    <p>Register an AWS account and Region, and its events are relayed there.</p>
    <p>
      <a
        class="button"
        href=${hashOf({ view: 'register', prefilled: { generator, account: '', region: '' } })}
        >Register source</a
      >
    </p>
  </div>`;
}
