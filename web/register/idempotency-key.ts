/**
 * Assigns idempotency keys: the same key while the request is the same, so that the service
 * recognizes a repetition after a lost response, and a new key for another request.
 */
export function idempotencyKeys(makeKey: () => string): (request: unknown) => string {
  let last: { readonly request: string; readonly key: string } | undefined;
  return (request) => {
    const text = JSON.stringify(request);
    if (last?.request !== text) last = { request: text, key: makeKey() };
    return last.key;
  };
}
