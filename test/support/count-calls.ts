/** Counts the calls of a method, and the characters of their first arguments, until it is restored. */
export function countCalls<K extends string>(
  owner: Record<K, (...args: never[]) => unknown>,
  name: K,
): { readonly calls: number; readonly characters: number; restore(): void } {
  const original = owner[name];
  let calls = 0;
  let characters = 0;
  owner[name] = function counted(this: unknown, ...args: never[]) {
    calls += 1;
    characters += String(args[0]).length;
    return original.apply(this, args);
  };
  return {
    get calls() {
      return calls;
    },
    get characters() {
      return characters;
    },
    restore() {
      owner[name] = original;
    },
  };
}
