import { useState } from 'preact/hooks';

/** Which parts of a list are open, and how that changes. */
export interface Folding {
  isOpen(name: string): boolean;
  toggle(name: string): void;
  /** Opens or folds these. */
  setAll(names: readonly string[], isOpen: boolean): void;
}

/**
 * The folding of a list that is searched: what a search finds is open. What somebody opens or folds
 * stays so for the text that is searched for, and comes back with it.
 */
export function useFolding(typed: string, isUsuallyOpen: (name: string) => boolean): Folding {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const keyOf = (name: string) => `${typed}\n${name}`;
  const isOpenAtFirst = (name: string) => typed.trim() !== '' || isUsuallyOpen(name);
  return {
    isOpen: (name) => isOpenAtFirst(name) !== toggled.has(keyOf(name)),
    toggle(name) {
      const changed = new Set(toggled);
      if (!changed.delete(keyOf(name))) changed.add(keyOf(name));
      setToggled(changed);
    },
    setAll(names, isOpen) {
      const changed = names.filter((name) => isOpenAtFirst(name) !== isOpen);
      setToggled(new Set(changed.map(keyOf)));
    },
  };
}
