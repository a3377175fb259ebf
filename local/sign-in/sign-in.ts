import type { SignIn } from '../../lambdas/contract/page-config.ts';

/** How administrators sign in to local mode's console. */
export interface LocalSignIn extends SignIn {
  /** Where the issuer's public keys are. */
  readonly jwksUri: string;
}

/** Where local mode's own issuer is, on the console's server. */
export const localIssuerPath = '/_local/issuer';

/** The sign-in of local mode's own issuer, which gives tokens to anybody. */
export function localSignIn(consoleUrl: string, tenantClaim = 'tenant'): LocalSignIn {
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
