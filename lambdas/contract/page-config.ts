import * as v from 'valibot';
import { brandSchema } from './brand.ts';

/** The tokens of a sign-in, one of which the page sends to the API. */
export const bearers = ['access_token', 'id_token'] as const;

/**
 * Parameters of an authorization request that the page sets itself, or on which its sign-in depends: no
 * stage sets them another way.
 */
export const ownParameters = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
] as const;

/** How the page signs a person in, by OpenID Connect. */
const pageSignInSchema = v.object({
  /** The OpenID provider's issuer, exactly as its tokens have it. */
  issuer: v.pipe(v.string(), v.url()),
  /** Of a public client: authorization code with PKCE, without a secret. */
  clientId: v.string(),
  /** Scopes with spaces between, `openid` among them. */
  scope: v.string(),
  /** What else the authorization request says; `resource` (RFC 8707) is in the token request too. */
  parameters: v.pipe(v.record(v.string(), v.string()), v.readonly()),
  /** Which token of the sign-in the page sends to the API. */
  bearer: v.picklist(bearers),
});

/** What the page needs to know of its stage: `GET /config.json`. */
export const pageConfigSchema = v.object({
  /** The vendor's partner name. */
  partnerName: v.string(),
  brand: brandSchema,
  signIn: pageSignInSchema,
});

/** What the page needs to know of its stage. */
export type PageConfig = Readonly<v.InferOutput<typeof pageConfigSchema>>;

/** How the page signs a person in. */
export type PageSignIn = Readonly<v.InferOutput<typeof pageSignInSchema>>;

/** How administrators sign in, and which of their tokens the API takes. */
export interface SignIn extends PageSignIn {
  /** What a token must be meant for: its `aud`, or `client_id` where it has no `aud`. */
  readonly audience: string;
  /** The claim that names the tenant. */
  readonly tenantClaim: string;
}
