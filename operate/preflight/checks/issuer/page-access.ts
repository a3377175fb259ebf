import type { SignIn } from '../../../../lib/constructs/sign-in.ts';
import { discoveryUrl, type Discovery } from './discovery.ts';
import { objectIn, type Fetched } from './fetched.ts';
import type { Judged } from './judged.ts';

/** What was asked as the page asks it. */
export interface PageRequests {
  /** The page's origin; undefined before the first deployment. */
  readonly origin: string | undefined;
  readonly discovery: Fetched;
  /** The answer of the token endpoint to a code that nobody was given. */
  readonly token: Fetched;
}

/**
 * Whether the page, in a browser, can talk to the provider: its own policy has to allow the origins,
 * and the provider the page's (CORS). The page reads the discovery document and asks the token
 * endpoint; the keys it leaves to API Gateway.
 */
export function judgePageAccess(
  signIn: Pick<SignIn, 'issuer' | 'clientId' | 'origins'>,
  { tokenEndpoint }: Discovery,
  { origin, discovery, token }: PageRequests,
): readonly Judged[] {
  const requests = [
    { url: discoveryUrl(signIn.issuer), fetched: discovery },
    { url: tokenEndpoint, fetched: token },
  ];
  const problems = [
    ...missingOrigins(
      signIn,
      requests.map(({ url }) => url),
    ),
    ...requests.flatMap(({ url, fetched }) => judgeCors(url, fetched, origin)),
    ...judgeClient(signIn.clientId, token),
  ];
  if (problems.length > 0) return problems;
  const hosts = [...new Set(requests.map(({ url }) => url.host))];
  return [
    {
      status: 'ok',
      text: `the page may talk to ${hosts.join(' and ')}`,
    },
  ];
}

function missingOrigins(
  { origins }: Pick<SignIn, 'origins'>,
  urls: readonly URL[],
): readonly Judged[] {
  const needed = [...new Set(urls.map((url) => url.origin))];
  const missing = needed.filter((one) => !origins.includes(one));
  if (missing.length === 0) return [];
  return [
    {
      status: 'fails',
      text: `the page's own policy does not let it talk to ${missing.join(', ')}`,
      remedy: `set signIn.origins to ${JSON.stringify([...new Set([...origins, ...needed])])}`,
    },
  ];
}

function judgeCors(url: URL, fetched: Fetched, origin: string | undefined): readonly Judged[] {
  if (fetched.kind === 'unanswered') {
    return [{ status: 'unknown', text: `could not be checked: ${url.href}: ${fetched.reason}` }];
  }
  const { allowedOrigin } = fetched;
  if (allowedOrigin === '*' || (origin !== undefined && allowedOrigin === origin)) return [];
  if (origin === undefined) {
    return [
      {
        status: 'unknown',
        text: `could not be checked: whether ${url.href} lets the page ask (CORS): its address is known after the first deployment`,
        remedy: 'allow the output ConsoleUrl at the provider then, and run preflight again',
      },
    ];
  }
  return [
    {
      status: 'fails',
      text: `${url.href} does not let the page at ${origin} ask (CORS)`,
      remedy: `allow ${origin} at the provider as a web origin`,
    },
  ];
}

function judgeClient(clientId: string, token: Fetched): readonly Judged[] {
  if (token.kind === 'unanswered') return [];
  const answer = objectIn(token.body);
  const error = answer?.['error'];
  const description = answer?.['error_description'];
  if (typeof error !== 'string') return [];
  const remedy =
    'signIn.clientId has to be a public client (single-page application) for the code flow';
  // Entra ID: the redirect address is not of that kind, and a browser's request is refused.
  if (error === 'invalid_request' && isAboutRedirect(description)) {
    const text = `the provider takes no request of a browser for ${clientId} (AADSTS9002326): its redirect address is of the kind Web`;
    return [{ status: 'fails', text, remedy: `${remedy}: register it as one of that kind` }];
  }
  if (!isOfClient(error, token.status)) return [];
  const text = `the provider answers ${error} for ${clientId}: it does not know it, or wants a secret of it`;
  return [{ status: 'fails', text, remedy }];
}

function isAboutRedirect(description: unknown): boolean {
  return typeof description === 'string' && description.includes('AADSTS9002326');
}

// RFC 6749, section 5.2; Auth0 says access_denied of a client that has to authenticate itself
// (auth0-spa-js #539). Any other refusal is of the code, which is none.
function isOfClient(error: string, status: number): boolean {
  if (error === 'invalid_client' || error === 'unauthorized_client') return true;
  return status === 401 && /^(access_denied$|unauthorized)/.test(error);
}
