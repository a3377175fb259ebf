import { useState } from 'preact/hooks';

/** A yes or no that this browser keeps, where it may. */
export function useKept(key: string): [boolean, (isSet: boolean) => void] {
  const [isSet, setIsSet] = useState(() => readKept(key));
  const keep = (changed: boolean) => {
    writeKept(key, changed);
    setIsSet(changed);
  };
  return [isSet, keep];
}

// A browser that is told to keep nothing throws an error.
function readKept(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function writeKept(key: string, isSet: boolean): void {
  try {
    if (isSet) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
  } catch {
    // It holds until the page is closed.
  }
}
