import { useState } from 'preact/hooks';

/** Does things that may fail, and keeps the words of the last failure. */
export function useAttempt() {
  const [error, setError] = useState<string>();
  const attempt = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task();
      setError(undefined);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return { error, attempt };
}
