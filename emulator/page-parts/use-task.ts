import { useState } from 'preact/hooks';

/** Runs tasks that may fail, and keeps the message of the last failure. */
export function useTask() {
  const [error, setError] = useState<string>();
  const run = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task();
      setError(undefined);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return { error, run };
}
