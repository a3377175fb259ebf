import * as oauth from 'oauth4webapi';
import type { PageSignIn } from '../../lambdas/contract/page-config.ts';

/** An OpenID Connect provider, and this page as its client. */
export interface Provider {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly config: PageSignIn;
  /** Where the provider redirects to: the page's own address. */
  readonly redirectUri: string;
}

/** Reads the provider's discovery document. Rejects if it is unavailable or of another issuer. */
export async function discoverProvider(config: PageSignIn, redirectUri: string): Promise<Provider> {
  const issuer = new URL(config.issuer);
  const response = await oauth.discoveryRequest(issuer, requestOptions(config));
  const server = await oauth.processDiscoveryResponse(issuer, response);
  return { server, client: { client_id: config.clientId }, config, redirectUri };
}

/** Whether an issuer is on this machine; only there is TLS optional. */
export function isOnLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** The options of a request to the provider. */
export function requestOptions({ issuer }: PageSignIn) {
  // oxlint-disable-next-line typescript/no-deprecated -- deprecated only as a warning: a provider on loopback needs it.
  return isOnLoopback(issuer) ? { [oauth.allowInsecureRequests]: true } : {};
}
