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

/** What the page needs to know of its stage. */
export type PageConfig = v.InferOutput<typeof schema>;

/** Who signs people in, and as whose client. `bearer`: which of its tokens the API takes. */
export type SignInConfig = PageConfig['signIn'];

/** Reads `GET /config.json`. Rejects when it cannot be had. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  return v.parse(schema, await response.json());
}
