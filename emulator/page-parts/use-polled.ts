import { useEffect, useRef, useState } from 'preact/hooks';
import { usePoll } from './use-poll.ts';

/** A value that is loaded repeatedly, and at once when an input changes. */
export function usePolled<T>(
  load: () => Promise<T>,
  inputs: readonly unknown[],
  intervalMs = 1000,
) {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<string>();
  const latest = useRef(0);
  const refresh = async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const loaded = await load();
      if (mine !== latest.current) return;
      setValue(loaded);
      setError(undefined);
    } catch (failure) {
      if (mine === latest.current) {
        setError(failure instanceof Error ? failure.message : String(failure));
      }
    }
  };
  useEffect(() => {
    setValue(undefined);
    void refresh();
    return () => {
      latest.current += 1;
    };
  }, inputs);
  usePoll(refresh, intervalMs);
  return { value, error, refresh };
}
