/** Counts the calls of a method until it is restored. */
export function countCalls<K extends string>(
  owner: Record<K, (...args: never[]) => unknown>,
  name: K,
): { readonly calls: number; restore(): void } {
  const original = owner[name];
  let calls = 0;
  owner[name] = function counted(this: unknown, ...args: never[]) {
    calls += 1;
    return original.apply(this, args);
  };
  return {
    get calls() {
      return calls;
    },
    restore() {
      owner[name] = original;
    },
  };
}
