import type { SignIn } from '../../lambdas/contract/page-config.ts';
import type { RegistrationVariable } from '../../lambdas/registration/env.ts';

/** A sign-in as the stack sets it up. */
export interface StackSignIn extends SignIn {
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
export function signInBy({ issuer, clientId, ...rest }: OpenIdProvider): StackSignIn {
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
}: StackSignIn) {
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
