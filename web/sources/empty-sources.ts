import { html } from 'htm/preact';
import { hashOf } from '../route.ts';

/** Shown instead of an empty table: why it is empty, and what to do. */
export function EmptySources({
  isFiltered,
  generator,
}: {
  /** There are sources, but none matches the search text. */
  readonly isFiltered: boolean;
  readonly generator: string;
}) {
  if (isFiltered) return html`<p class="empty">No sources match the filters.</p>`;
  const whose = generator === '' ? '' : ` for ${generator}`;
  return html`<div class="empty">
    <p><strong>No sources${whose}</strong></p>
    <p>Register an AWS account and Region to relay events to it.</p>
    <p>
      <a
        class="button"
        href=${hashOf({ view: 'register', prefilled: { generator, account: '', region: '' } })}
        >Register source</a
      >
    </p>
  </div>`;
}
