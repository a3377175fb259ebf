import { useEffect, useRef } from 'preact/hooks';

/**
 * Moves the focus to the heading of a view when the reader has gone there, so that it is read out;
 * not when the page opens. The ref is for what holds the view.
 */
export function useViewFocus(view: string) {
  const holder = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current)
      holder.current?.querySelector<HTMLElement>('[data-view-heading]')?.focus();
    isFirst.current = false;
  }, [view]);
  return holder;
}
