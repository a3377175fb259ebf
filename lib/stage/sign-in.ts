import type { SignIn } from '../../lambdas/contract/page-config.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import type { Stage } from './stage.ts';

/** A sign-in as the stack sets it up. */
export interface StackSignIn extends Omit<SignIn, 'parameters'> {
  /** What else the page's authorization request says. */
  readonly authorizationParameters: SignIn['parameters'];
  /** Origins of the provider that the page talks to. */
  readonly origins: readonly string[];
}

/** An OpenID provider that the vendor has. */
export type OpenIdProvider = NonNullable<Stage['signIn']>;

/** The attribute of a user of the stage's own pool that names the tenant. */
export const tenantAttribute = 'tenant';

/** The same as a claim of a token, as Cognito writes it. */
export const userPoolTenantClaim = `custom:${tenantAttribute}`;

/** The claim of a token that names the tenant. */
export function tenantClaimOf({ signIn }: Pick<Stage, 'signIn'>): string {
  if (signIn === undefined) return userPoolTenantClaim;
  return signIn.tenantClaim ?? standardSettings.signIn.tenantClaim;
}

/** The sign-in by an OpenID provider that the vendor has. */
export function signInBy({ issuer, clientId, ...rest }: OpenIdProvider): StackSignIn {
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
