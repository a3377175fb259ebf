import { useEffect, useRef } from 'preact/hooks';

/**
 * Repeats a task while the page is visible, with this interval between the end of one run and the
 * start of the next; runs it at once when the page becomes visible again. Without an interval, never.
 */
export function usePoll(task: () => Promise<void>, intervalMs: number | undefined): void {
  const latest = useRef(task);
  latest.current = task;
  useEffect(() => {
    if (intervalMs === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isRunning = false;
    let isOver = false;
    const tick = async () => {
      clearTimeout(timer);
      if (isRunning || document.hidden) return;
      isRunning = true;
      await latest.current();
      isRunning = false;
      if (!isOver) timer = setTimeout(() => void tick(), intervalMs);
    };
    const onVisible = () => void tick();
    timer = setTimeout(() => void tick(), intervalMs);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [intervalMs]);
}
