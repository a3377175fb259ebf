import { useState } from 'preact/hooks';

/** A text that survives reloading the page. */
export function useStored(key: string, initial: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? initial);
  const store = (changed: string) => {
    sessionStorage.setItem(key, changed);
    setText(changed);
  };
  return [text, store];
}
