import { createRemoteJWKSet } from 'jose';
import type { Registration } from '../../lambdas/domain/mapping.ts';
import { httpRoutes } from '../../lambdas/registration/routes.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { emulatorView } from '../emulator-view.ts';
import { authorize, type Trust } from '../http-api/authorize.ts';
import { httpApi, type HttpApiOptions } from '../http-api/http-api.ts';
import { startHttpServer, type HttpHandler, type HttpServer } from '../http-api/server.ts';
import type { LocalFunction } from '../lambda/function-host.ts';
import { openLocalIssuer } from '../sign-in/local-issuer.ts';
import { localSignIn, type LocalSignIn } from '../sign-in/sign-in.ts';
import { customerEndpoints } from './customer-endpoints.ts';
import { answerEndpoint } from './endpoint.ts';
import { localPage } from './local-page.ts';
import { clockEndpoints, vendorEndpoints } from './vendor-endpoints.ts';

/** What the console needs to start. */
export interface ConsoleOptions {
  readonly port: number;
  readonly eventBridgeUrl: string;
  /** The tenants and customers that the page offers. */
  readonly sources: readonly Registration[];
  /** The vendor's own sign-in; without one, administrators take tokens from local mode's issuer alone. */
  readonly signIn?: LocalSignIn | undefined;
  /** Makes the registration function ready, for a sign-in. */
  readonly registration: (signIn: LocalSignIn) => Pick<LocalFunction, 'invoke' | 'close'>;
}

/**
 * Starts the console on 127.0.0.1: the registration API behind its HTTP API, and local mode's page, which
 * shows both the vendor's and the customer's side. With the vendor's own sign-in, `/` is the deployed page,
 * and local mode's page is only at `/_local/`.
 */
export async function startConsole(options: ConsoleOptions): Promise<HttpServer> {
  await using resources = new AsyncDisposableStack();
  const server = await startHttpServer(options.port, (url) => {
    const ownSignIn = localSignIn(url, options.signIn?.tenantClaim);
    const registration = options.registration(options.signIn ?? ownSignIn);
    resources.adopt(registration, () => registration.close());
    return consoleHandler(options, ownSignIn, registration.invoke);
  });
  resources.adopt(server, () => server.close());
  const owned = resources.move();
  return { url: server.url, close: () => owned.disposeAsync() };
}

function consoleHandler(
  { eventBridgeUrl, sources, signIn }: ConsoleOptions,
  ownSignIn: LocalSignIn,
  invoke: LocalFunction['invoke'],
): HttpHandler {
  const view = emulatorView(eventBridgeUrl);
  const issuer = openLocalIssuer(ownSignIn);
  const endpoints = [
    ...vendorEndpoints(sources, issuer, ownSignIn),
    ...clockEndpoints(view),
    ...customerEndpoints(eventBridgeUrl, view),
  ];
  const api = httpApi({
    routes: httpRoutes,
    rates: localSettings.largeEvents,
    authorize: authorizeByAny([issuer.trust, ...(signIn === undefined ? [] : [trustOf(signIn)])]),
    invoke,
    now: () => view.nowMs(),
  });
  const page = localPage(signIn === undefined ? ['/', '/_local/'] : ['/_local/']);
  return async (request) =>
    page(request) ??
    (request.target.startsWith('/_local/')
      ? await answerEndpoint(endpoints, request)
      : await api(request));
}

function trustOf({ jwksUri, issuer, audience }: LocalSignIn): Trust {
  return { keys: createRemoteJWKSet(new URL(jwksUri)), issuer, audience };
}

/** An authorizer that accepts the tokens of several issuers, which it recognises by their keys. */
function authorizeByAny(trusts: readonly Trust[]): HttpApiOptions['authorize'] {
  return async (header) => {
    const now = Date.now();
    const all = await Promise.all(trusts.map((trust) => authorize(header, { ...trust, now })));
    return all.find((claims) => claims !== 'unauthorized') ?? 'unauthorized';
  };
}
