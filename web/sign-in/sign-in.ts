import * as oauth from 'oauth4webapi';
import type { Attempt } from './attempt.ts';
import type { SignInConfig } from './config.ts';
import { requestOptions, type Provider } from './provider.ts';
import type { Tokens } from './token-session.ts';

/** A new attempt to sign in that comes back to a view. */
export function newAttempt(hash: string): Attempt {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    hash,
  };
}

/** The provider's page where an attempt begins: authorization code with PKCE. Rejects for a provider without such a page. */
export async function authorizationUrl(provider: Provider, attempt: Attempt): Promise<URL> {
  const { server, client, config, redirectUri } = provider;
  if (server.authorization_endpoint === undefined) {
    throw new Error('the provider has no authorization endpoint');
  }
  const url = new URL(server.authorization_endpoint);
  // The page's own come last: nothing that a stage says takes their place.
  const parameters = {
    ...config.parameters,
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: config.scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/**
 * Turns the provider's answer into tokens. Rejects when the answer is not that to the attempt, the
 * provider refuses, or the ID token is not what was asked for.
 */
export async function tokensOf(
  provider: Provider,
  attempt: Attempt,
  search: string,
): Promise<Tokens> {
  const { server, client, config, redirectUri } = provider;
  const answer = new URLSearchParams(search);
  const checked = oauth.validateAuthResponse(server, client, answer, attempt.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    checked,
    redirectUri,
    attempt.verifier,
    { ...requestOptions(config), additionalParameters: tokenParameters(config) },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: attempt.nonce,
    requireIdToken: true,
  });
  return bearerOf(tokens, config);
}

/** RFC 8707, section 2.2: an access token for a resource is asked for with the code, too. */
function tokenParameters({ parameters }: SignInConfig): Record<string, string> {
  const { resource } = parameters;
  return resource === undefined ? {} : { resource };
}

/** `expires_in` is the access token's; a provider may leave it out. The API has the last word. */
function bearerOf(tokens: oauth.TokenEndpointResponse, { bearer }: SignInConfig): Tokens {
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

/** Where the provider's own session ends, if it says: the browser goes there, and comes back to the page. */
export function signOutUrl(provider: Provider, signOutHint: string | undefined): URL | undefined {
  const { server, client, redirectUri } = provider;
  if (server.end_session_endpoint === undefined) return undefined;
  const url = new URL(server.end_session_endpoint);
  if (signOutHint !== undefined) url.searchParams.set('id_token_hint', signOutHint);
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('post_logout_redirect_uri', redirectUri);
  // Amazon Cognito has its own name for it.
  url.searchParams.set('logout_uri', redirectUri);
  return url;
}
