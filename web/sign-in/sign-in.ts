import * as oauth from 'oauth4webapi';
import type { SignInRequest } from './sign-in-request.ts';
import type { PageSignIn } from '../../lambdas/contract/page-config.ts';
import { requestOptions, type Provider } from './provider.ts';
import type { Tokens } from './token-session.ts';

/** A new sign-in request that returns to a view. */
export function newSignInRequest(hash: string): SignInRequest {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    hash,
  };
}

/** The provider's page where a sign-in starts: authorization code with PKCE. Rejects for a provider without such a page. */
export async function authorizationUrl(provider: Provider, request: SignInRequest): Promise<URL> {
  const { server, client, config, redirectUri } = provider;
  if (server.authorization_endpoint === undefined) {
    throw new Error('the provider has no authorization endpoint');
  }
  const url = new URL(server.authorization_endpoint);
  // The page's own parameters come last: those of a stage cannot override them.
  const parameters = {
    ...config.parameters,
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: config.scope,
    state: request.state,
    nonce: request.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/**
 * Exchanges the provider's response for tokens. Rejects if the response does not belong to the request,
 * the provider refuses, or the ID token is invalid.
 */
export async function tokensOf(
  provider: Provider,
  request: SignInRequest,
  search: string,
): Promise<Tokens> {
  const { server, client, config, redirectUri } = provider;
  const answer = new URLSearchParams(search);
  const checked = oauth.validateAuthResponse(server, client, answer, request.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    checked,
    redirectUri,
    request.verifier,
    { ...requestOptions(config), additionalParameters: tokenParameters(config) },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: request.nonce,
    requireIdToken: true,
  });
  return bearerOf(tokens, config);
}

/** RFC 8707, section 2.2: the token request names the resource too. */
function tokenParameters({ parameters }: PageSignIn): Record<string, string> {
  const { resource } = parameters;
  return resource === undefined ? {} : { resource };
}

/** `expires_in` is the access token's; a provider may omit it. The API decides in the end. */
function bearerOf(tokens: oauth.TokenEndpointResponse, { bearer }: PageSignIn): Tokens {
  const idToken = tokens.id_token ?? '';
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const idTokenSeconds = claims === undefined ? 0 : claims.exp - claims.iat;
  const subject = claims?.sub ?? '';
  return bearer === 'id_token'
    ? { subject, bearer: idToken, signOutHint: undefined, expiresInSeconds: idTokenSeconds }
    : {
        subject,
        bearer: tokens.access_token,
        signOutHint: idToken,
        expiresInSeconds: tokens.expires_in ?? idTokenSeconds,
      };
}

/** The provider's sign-out page, if it has one: the browser goes there and returns to the page. */
export function signOutUrl(provider: Provider, signOutHint: string | undefined): URL | undefined {
  const { server, client, redirectUri } = provider;
  if (server.end_session_endpoint === undefined) return undefined;
  const url = new URL(server.end_session_endpoint);
  if (signOutHint !== undefined) url.searchParams.set('id_token_hint', signOutHint);
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('post_logout_redirect_uri', redirectUri);
  // Amazon Cognito uses this parameter instead.
  url.searchParams.set('logout_uri', redirectUri);
  return url;
}
