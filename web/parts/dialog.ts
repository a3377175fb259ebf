import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { passFocusOn } from '../hooks/use-view-focus.ts';

/**
 * A modal dialog, open while it is mounted. The focus moves into it, to its control with the attribute
 * `data-focus-first` if it has one, and back to where it was when it is unmounted, or to the
 * view's heading when that is removed, too.
 */
export function Dialog({
  title,
  kind = 'box',
  onClose,
  children,
}: {
  readonly title: string;
  /** `drawer`: at the page's right edge, as high as the page. */
  readonly kind?: 'box' | 'drawer';
  /** Called when the user presses Escape. Without it, the dialog stays open. */
  readonly onClose?: () => void;
  readonly children?: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-focus-first]')?.focus();
    // Closed before it is removed: otherwise the focus would be lost.
    return () => {
      dialog?.close();
      passFocusOn();
    };
  }, []);
  const onClosed = () => {
    if (onClose !== undefined) onClose();
    else if (element.current?.isConnected) element.current.showModal();
  };
  return html`<dialog ref=${element} class=${kind} aria-labelledby=${titleId} onClose=${onClosed}>
    <h2 id=${titleId} class="section-heading">${title}</h2>
    ${children}
  </dialog>`;
}
