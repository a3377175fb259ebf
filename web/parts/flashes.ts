import { html } from 'htm/preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Notify } from '../console-services.ts';
import { passFocusOn } from '../hooks/use-view-focus.ts';
import { flashesOfNextView, flashesOnceAccepted, withFlash, type Flash } from './flash-list.ts';

/** The notifications of a view. They leave with it. */
export function useFlashes(view: string) {
  const [flashes, setFlashes] = useState<readonly Flash[]>([]);
  const lastId = useRef(0);
  const lastView = useRef(view);
  const notify: Notify = (kind, text, until = 'viewChanges', asks) => {
    lastId.current += 1;
    const flash = { id: lastId.current, kind, text, until, asks };
    setFlashes((shown) => withFlash(shown, flash));
  };
  useLayoutEffect(() => {
    if (lastView.current === view) return;
    lastView.current = view;
    setFlashes(flashesOfNextView);
  }, [view]);
  const dismiss = (id: number) => setFlashes((shown) => shown.filter((flash) => flash.id !== id));
  const onAccepted = () => setFlashes(flashesOnceAccepted);
  return { flashes, notify, dismiss, onAccepted };
}

/** Shows notifications; screen readers announce each one when it suits, and an error at once. */
export function Flashes({
  flashes,
  onDismiss,
}: {
  readonly flashes: readonly Flash[];
  readonly onDismiss: (id: number) => void;
}) {
  const onClick = (id: number) => {
    onDismiss(id);
    passFocusOn();
  };
  const shown = (isError: boolean) =>
    flashes
      .filter(({ kind }) => (kind === 'error') === isError)
      .map(
        ({ id, kind, text }) =>
          html`<div key=${id} class="flash ${kind}" role=${isError ? 'alert' : undefined}>
            <p>${text}</p>
            <button type="button" class="quiet" onClick=${() => onClick(id)}>
              Dismiss<span class="visually-hidden"> this notification</span>
            </button>
          </div>`,
      );
  return html`<div class="flashes">
    ${shown(true)}
    <div role="status">${shown(false)}</div>
  </div>`;
}
