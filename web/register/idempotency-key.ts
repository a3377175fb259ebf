/**
 * Gives each registration a key: the same one as long as the same is asked for, so that a repetition
 * after a lost answer is known as such, and a new one for another.
 */
export function idempotencyKeys(makeKey: () => string): (request: unknown) => string {
  let last: { readonly request: string; readonly key: string } | undefined;
  return (request) => {
    const text = JSON.stringify(request);
    if (last?.request !== text) last = { request: text, key: makeKey() };
    return last.key;
  };
}
