import * as v from 'valibot';

const schema = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  hash: v.string(),
});

/** A sign-in in progress: what the provider's response is checked against, and the view to return to. */
export type SignInRequest = v.InferOutput<typeof schema>;

const key = 'sign-in';

/** Saves a request while the provider has the window. */
export function saveSignInRequest(storage: Pick<Storage, 'setItem'>, request: SignInRequest): void {
  storage.setItem(key, JSON.stringify(request));
}

/** Removes the request from the storage and returns it: it is usable once, whether the sign-in succeeds or not. */
export function takeSignInRequest(
  storage: Pick<Storage, 'getItem' | 'removeItem'>,
): SignInRequest | undefined {
  const kept = storage.getItem(key);
  storage.removeItem(key);
  const request = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), kept);
  return request.success ? request.output : undefined;
}

/** Whether a page's query is a provider's authorization response. */
export function isAuthorizationResponse(search: string): boolean {
  const parameters = new URLSearchParams(search);
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}
