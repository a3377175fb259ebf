import { useEffect, useState } from 'preact/hooks';

/**
 * The current time, epoch milliseconds, updated at this interval, so that countdowns render again.
 * Without an interval it does not change.
 */
export function useNow(intervalMs: number | undefined): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (intervalMs === undefined) return undefined;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return nowMs;
}
