import { useEffect, useRef } from 'preact/hooks';

/**
 * Moves the focus to the heading of a view after navigation, so that screen readers announce it;
 * not when the page opens. The ref is for the element around the view.
 */
export function useViewFocus(view: string) {
  const container = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current)
      container.current?.querySelector<HTMLElement>('[data-view-heading]')?.focus();
    isFirst.current = false;
  }, [view]);
  return container;
}

/** Focuses the view's heading if what has the focus is about to be removed. */
export function passFocusOn(): void {
  const focused = document.activeElement;
  // After the removal has been rendered.
  requestAnimationFrame(() => {
    if (!focused?.isConnected) document.querySelector<HTMLElement>('[data-view-heading]')?.focus();
  });
}
