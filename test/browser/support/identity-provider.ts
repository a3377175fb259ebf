import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  Provider,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { memoryAdapters } from './memory-adapter.ts';
import { signInPage, signOutPage } from './sign-in-pages.ts';

/** The API for which access tokens are issued: their audience. */
export const audience = 'https://api.vendor.example.test';

/** The client id of the page. */
export const clientId = 'console';

/** An OpenID Connect provider of a vendor, on loopback. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUri: string;
  /** Lets the page of this origin sign people in. Until then the provider answers nothing. */
  admit(origin: string): void;
  close(): Promise<void>;
}

/**
 * What a sign-in must say for an access token that the API takes: nothing, `audience` with the
 * authorization request (as Auth0 has it), or `resource` with it and with the token request (RFC 8707).
 * Without it the access token is a text that means something to the provider alone.
 */
export type Requirement = 'nothing' | 'audience' | 'resource';

const tokenSeconds = 3600;

/**
 * Starts a provider with one public client that has to use PKCE. Whoever signs in as `ann@acme` is Ann
 * of the tenant `acme`; there are no passwords. Both access tokens (JWT, RS256) and ID tokens have the
 * claim `tenant`.
 */
export async function startIdentityProvider(
  requirement: Requirement = 'nothing',
): Promise<IdentityProvider> {
  let answer = notReady;
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    admit(origin) {
      const provider = new Provider(issuer, configuration(origin, requirement));
      const protocol = provider.callback();
      answer = (request, response) => {
        if (request.url?.startsWith('/login/') === true) {
          signInPage(provider, request, response).catch((error) => response.destroy(error));
        } else void protocol(request, response);
      };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function notReady(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503).end();
}

function configuration(origin: string, requirement: Requirement): Configuration {
  return {
    adapter: memoryAdapters(),
    clients: [clientOf(origin)],
    jwks: { keys: [newSigningKey()] },
    cookies: { keys: ['only for the test'] },
    claims: { openid: ['sub', 'tenant'] },
    scopes: ['openid'],
    conformIdTokenClaims: false,
    extraParams: ['audience'],
    pkce: { required: () => true },
    clientBasedCORS: (_, from) => from === origin,
    ttl: lifetimes,
    extraTokenClaims: (_, token) =>
      'accountId' in token ? { tenant: tenantOf(token.accountId) } : undefined,
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, tenant: tenantOf(sub) }),
    }),
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    loadExistingGrant: grantEverything,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage },
      resourceIndicators: {
        enabled: true,
        defaultResource: ({ oidc }) => defaultResource(requirement, oidc.params?.['audience']),
        useGrantedResource: () => requirement !== 'resource',
        getResourceServerInfo: () => resource,
      },
    },
  };
}

function clientOf(origin: string): ClientMetadata {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [`${origin}/`],
    post_logout_redirect_uris: [`${origin}/`],
  };
}

const resource = {
  audience,
  scope: 'sources',
  accessTokenFormat: 'jwt',
  accessTokenTTL: tokenSeconds,
  jwt: { sign: { alg: 'RS256' } },
} as const;

const lifetimes = {
  AccessToken: tokenSeconds,
  IdToken: tokenSeconds,
  Session: tokenSeconds,
  Grant: tokenSeconds,
  Interaction: tokenSeconds,
};

function newSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
}

function defaultResource(requirement: Requirement, asked: unknown): string | undefined {
  switch (requirement) {
    case 'nothing':
      return audience;
    case 'audience':
      return asked === audience ? audience : undefined;
    case 'resource':
      return undefined;
  }
}

function tenantOf(accountId: string): string {
  return accountId.slice(accountId.indexOf('@') + 1);
}

/** There is nothing to consent to: the vendor's page asks for the vendor's own API. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId,
    accountId: oidc.session?.accountId,
  });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, 'sources');
  await grant.save();
  return grant;
}
