import { useEffect, useState } from 'preact/hooks';

/**
 * The time, epoch milliseconds, made new so often, so that what is counted down is drawn again.
 * Without an interval it stands still.
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
