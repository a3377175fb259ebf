import { html } from 'htm/preact';
import { FailureBox } from '../parts/failure-box.ts';
import type { LoadedSourceList } from './use-source-list.ts';

/** The way to the next page of sources, as long as there is one. */
export function MoreSources({ list }: { readonly list: LoadedSourceList }) {
  if (list.state.kind !== 'ok' || list.state.value.nextCursor === null) return null;
  if (list.moreFailure !== undefined) {
    return html`<${FailureBox} failure=${list.moreFailure} onRetry=${list.loadMore} />`;
  }
  return html`<p class="more">
    <button type="button" onClick=${list.loadMore} aria-busy=${String(list.isLoadingMore)}>
      ${list.isLoadingMore ? 'Loading…' : 'Load more'}
    </button>
  </p>`;
}
