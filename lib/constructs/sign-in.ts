import type { RegistrationVariable } from '../../lambdas/registration/env.ts';

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
  readonly parameters: Readonly<Record<string, string>>;
  /** The claim that names the tenant. */
  readonly tenantClaim: string;
  /** Which token the page sends to the API. */
  readonly bearer: 'access_token' | 'id_token';
  /** Origins of the provider that the page talks to. */
  readonly origins: readonly string[];
}

/** An OpenID provider that the vendor has. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** The client's id by default. */
  readonly audience?: string | undefined;
  /** `openid` by default. */
  readonly scope?: string | undefined;
  /** None by default. Auth0 gives a JWT only where `audience` is among them. */
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  /** `tenant` by default. */
  readonly tenantClaim?: string | undefined;
  /** `access_token` by default. */
  readonly bearer?: SignIn['bearer'] | undefined;
  /** The issuer's own origin by default. */
  readonly origins?: readonly string[] | undefined;
}

/** The sign-in by an OpenID provider that the vendor has. */
export function signInBy({ issuer, clientId, ...rest }: OpenIdProvider): SignIn {
  return {
    issuer,
    clientId,
    audience: rest.audience ?? clientId,
    scope: rest.scope ?? 'openid',
    parameters: rest.authorizationParameters ?? {},
    tenantClaim: rest.tenantClaim ?? 'tenant',
    bearer: rest.bearer ?? 'access_token',
    origins: rest.origins ?? [new URL(issuer).origin],
  };
}

/** The registration function's variables of the sign-in. */
export function signInEnvironment({
  issuer,
  clientId,
  scope,
  parameters,
  tenantClaim,
  bearer,
  origins,
}: SignIn) {
  return {
    TENANT_CLAIM: tenantClaim,
    SIGN_IN_ISSUER: issuer,
    SIGN_IN_CLIENT_ID: clientId,
    SIGN_IN_SCOPE: scope,
    SIGN_IN_PARAMETERS: JSON.stringify(parameters),
    SIGN_IN_BEARER: bearer,
    SIGN_IN_ORIGINS: origins.join(','),
  } satisfies Partial<Record<RegistrationVariable, string>>;
}
