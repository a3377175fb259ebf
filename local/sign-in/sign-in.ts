import type { SignIn as PageSignIn } from '../../lambdas/registration/services.ts';

/** How administrators sign in, and which tokens the HTTP API takes. */
export interface SignIn extends PageSignIn {
  /** What the API's tokens must be for: the claim `aud`, or `client_id` where there is none. */
  readonly audience: string;
  /** Where the issuer's public keys are. */
  readonly jwksUri: string;
  /** The claim that names the tenant. */
  readonly tenantClaim: string;
}

/** Where local mode's own issuer is, on the console's server. */
export const localIssuerPath = '/_local/issuer';

/** The sign-in of local mode's own issuer, whose tokens are to be had for the asking. */
export function localSignIn(consoleUrl: string, tenantClaim = 'tenant'): SignIn {
  const issuer = `${consoleUrl}${localIssuerPath}`;
  return {
    issuer,
    clientId: 'local-console',
    scope: 'openid',
    parameters: {},
    bearer: 'access_token',
    audience: 'local-console',
    jwksUri: `${issuer}/jwks.json`,
    tenantClaim,
  };
}
