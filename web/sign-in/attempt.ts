import * as v from 'valibot';

const schema = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  hash: v.string(),
});

/** A sign-in that is under way: what its answer is held against, and the view to come back to. */
export type Attempt = v.InferOutput<typeof schema>;

const key = 'sign-in';

/** Keeps an attempt while the provider has the window. */
export function keepAttempt(storage: Pick<Storage, 'setItem'>, attempt: Attempt): void {
  storage.setItem(key, JSON.stringify(attempt));
}

/** Takes the attempt out of the storage: it can be used once, whatever comes of it. */
export function takeAttempt(storage: Pick<Storage, 'getItem' | 'removeItem'>): Attempt | undefined {
  const kept = storage.getItem(key);
  storage.removeItem(key);
  const attempt = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), kept);
  return attempt.success ? attempt.output : undefined;
}

/** Whether a page's query is a provider's answer to some attempt. */
export function isAnswer(search: string): boolean {
  const parameters = new URLSearchParams(search);
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}
