import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';

/** The kind of a notification. */
export type FlashKind = 'success' | 'info' | 'warning';

/** A notification about the result of an action. */
export interface Flash {
  readonly id: number;
  readonly kind: FlashKind;
  readonly text: string;
}

/** The notifications above a view, newest last, at most three. */
export function useFlashes() {
  const [flashes, setFlashes] = useState<readonly Flash[]>([]);
  const lastId = useRef(0);
  const notify = (kind: FlashKind, text: string) => {
    lastId.current += 1;
    const flash = { id: lastId.current, kind, text };
    setFlashes((shown) => [...shown.slice(-2), flash]);
  };
  const dismiss = (id: number) => setFlashes((shown) => shown.filter((flash) => flash.id !== id));
  return { flashes, notify, dismiss };
}

/** Shows notifications; screen readers announce each one. */
export function Flashes({
  flashes,
  onDismiss,
}: {
  readonly flashes: readonly Flash[];
  readonly onDismiss: (id: number) => void;
}) {
  return html`<div class="flashes" role="status">
    ${flashes.map(
      ({ id, kind, text }) =>
        html`<div key=${id} class="flash ${kind}">
          <p>${text}</p>
          <button type="button" class="quiet" onClick=${() => onDismiss(id)}>
            Dismiss<span class="visually-hidden"> this notification</span>
          </button>
        </div>`,
    )}
  </div>`;
}
