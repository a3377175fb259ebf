import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import type { Stage } from '../stage/stage.ts';

/** How administrators sign in, and which of their tokens the registration API believes. */
export interface SignIn {
  /** The OpenID provider's issuer, exactly as its tokens have it. */
  readonly issuer: string;
  /** Of a public client: authorization code with PKCE, without a secret. */
  readonly clientId: string;
  /** What a token must be meant for: its `aud`, or `client_id` where it has no `aud`. */
  readonly audience: string;
  /** Scopes with spaces between, `openid` among them. */
  readonly scope: string;
  /** What else the page's authorization request says; `resource` (RFC 8707) is in the token request too. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
  /** The claim that names the tenant. */
  readonly tenantClaim: string;
  /** Which token the page sends to the API. */
  readonly bearer: 'access_token' | 'id_token';
  /** Origins of the provider that the page talks to. */
  readonly origins: readonly string[];
}

/** An OpenID provider that the vendor has. */
export type OpenIdProvider = NonNullable<Stage['signIn']>;

/** The sign-in by an OpenID provider that the vendor has. */
export function signInBy({ issuer, clientId, ...rest }: OpenIdProvider): SignIn {
  const { signIn: standard } = standardSettings;
  return {
    issuer,
    clientId,
    audience: rest.audience ?? clientId,
    scope: rest.scope ?? standard.scope,
    authorizationParameters: rest.authorizationParameters ?? standard.authorizationParameters,
    tenantClaim: rest.tenantClaim ?? standard.tenantClaim,
    bearer: rest.bearer ?? standard.bearer,
    origins: rest.origins ?? [new URL(issuer).origin],
  };
}
