import { html } from 'htm/preact';
import { FailureBox } from '../parts/failure-box.ts';
import { Loading } from '../parts/loading.ts';
import { countOf } from '../text/amounts.ts';
import type { LoadedSourceList } from './use-source-list.ts';

/** How far the load of the sources has come, or where it failed; nothing once all are there. */
export function LoadProgress({ list }: { readonly list: LoadedSourceList }) {
  const { shown, run, failure, isLoading, retry } = list;
  if (failure !== undefined) {
    const others = shown === undefined ? [] : [partText(shown.sources.length)];
    return html`<${FailureBox} failure=${failure} others=${others} onRetry=${retry} />`;
  }
  if (shown === undefined) return html`<${Loading} what="sources" />`;
  // Not a live region: it changes many times a second.
  return isLoading && run !== undefined
    ? html`<p class="more note">Loading more: ${countOf(run.sources.length, 'source')} so far…</p>`
    : null;
}

function partText(count: number): string {
  return `The list has the ${countOf(count, 'source')} loaded so far. Filters, counts and the order are of these.`;
}
