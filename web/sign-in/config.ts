import * as v from 'valibot';

const schema = v.object({
  partnerName: v.string(),
  signIn: v.object({
    issuer: v.pipe(v.string(), v.url()),
    clientId: v.string(),
    scope: v.string(),
    parameters: v.record(v.string(), v.string()),
    bearer: v.picklist(['access_token', 'id_token']),
  }),
});

/** What the page needs to know about its stage. */
export type PageConfig = v.InferOutput<typeof schema>;

/** The sign-in provider and client. `bearer`: which of its tokens the API accepts. */
export type SignInConfig = PageConfig['signIn'];

/** Reads `GET /config.json`. Rejects if it is unavailable. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  return v.parse(schema, await response.json());
}
