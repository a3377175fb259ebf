import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Load } from '../hooks/use-load.ts';
import { FailureBox } from './failure-box.ts';

/** Shows that something is loading. */
export function Loading({ what }: { readonly what: string }) {
  return html`<p class="loading" role="status" aria-busy="true">Loading ${what}…</p>`;
}

/** Shows a loaded value: the wait, the failure with a retry button, or the value. */
export function whenLoaded<T>(
  load: Load<T>,
  what: string,
  show: (value: T) => ComponentChildren,
): ComponentChildren {
  switch (load.state.kind) {
    case 'loading':
      return html`<${Loading} what=${what} />`;
    case 'failed':
      return html`<${FailureBox} failure=${load.state.failure} onRetry=${load.reload} />`;
    case 'ok':
      return show(load.state.value);
  }
}
