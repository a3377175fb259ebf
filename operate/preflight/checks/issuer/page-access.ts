import type { StackSignIn } from '../../../../lib/stage/sign-in.ts';
import { discoveryUrl, type Discovery } from './discovery.ts';
import { objectIn, type Fetched } from './fetched.ts';
import type { Verdict } from '../../finding.ts';

/** The requests that were made like the page makes them. */
export interface PageRequests {
  /** The page's origin; undefined before the first deployment. */
  readonly origin: string | undefined;
  readonly discovery: Fetched;
  /** The response of the token endpoint to an invalid code. */
  readonly token: Fetched;
}

/**
 * Whether the page in a browser can call the provider: its content security policy must allow the
 * provider's origins, and the provider the page's origin (CORS). The page calls the discovery document
 * and the token endpoint; only API Gateway reads the keys.
 */
export function judgePageAccess(
  signIn: Pick<StackSignIn, 'issuer' | 'clientId' | 'origins'>,
  { tokenEndpoint }: Discovery,
  { origin, discovery, token }: PageRequests,
): readonly Verdict[] {
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
      text: `the page can call ${hosts.join(' and ')}`,
    },
  ];
}

function missingOrigins(
  { origins }: Pick<StackSignIn, 'origins'>,
  urls: readonly URL[],
): readonly Verdict[] {
  const needed = [...new Set(urls.map((url) => url.origin))];
  const missing = needed.filter((one) => !origins.includes(one));
  if (missing.length === 0) return [];
  return [
    {
      status: 'fails',
      text: `the page's content security policy does not allow ${missing.join(', ')}`,
      remedy: `set signIn.origins to ${JSON.stringify([...new Set([...origins, ...needed])])}`,
    },
  ];
}

function judgeCors(url: URL, fetched: Fetched, origin: string | undefined): readonly Verdict[] {
  if (fetched.kind === 'unanswered') {
    return [{ status: 'unknown', text: `could not be checked: ${url.href}: ${fetched.reason}` }];
  }
  const { allowedOrigin } = fetched;
  if (allowedOrigin === '*' || (origin !== undefined && allowedOrigin === origin)) return [];
  if (origin === undefined) {
    return [
      {
        status: 'unknown',
        text: `could not be checked: whether ${url.href} allows the page (CORS): its address is known only after the first deployment`,
        remedy:
          'after the deployment, allow the output ConsoleUrl at the provider and run preflight again',
      },
    ];
  }
  return [
    {
      status: 'fails',
      text: `${url.href} does not allow the page at ${origin} (CORS)`,
      remedy: `add ${origin} as an allowed web origin at the provider`,
    },
  ];
}

function judgeClient(clientId: string, token: Fetched): readonly Verdict[] {
  if (token.kind === 'unanswered') return [];
  const answer = objectIn(token.body);
  const error = answer?.['error'];
  const description = answer?.['error_description'];
  if (typeof error !== 'string') return [];
  const remedy =
    'signIn.clientId must be a public client (single-page application) with the authorization code flow';
  // Entra ID: the redirect URI has another platform type, so requests of browsers are refused.
  if (error === 'invalid_request' && isAboutRedirect(description)) {
    const text = `the provider refuses browser requests for ${clientId} (AADSTS9002326): its redirect URI has the type Web`;
    return [
      { status: 'fails', text, remedy: `${remedy}: register the redirect URI with that type` },
    ];
  }
  if (!isOfClient(error, token.status)) return [];
  const text = `the provider returned ${error} for ${clientId}: the client is unknown or requires a secret`;
  return [{ status: 'fails', text, remedy }];
}

function isAboutRedirect(description: unknown): boolean {
  return typeof description === 'string' && description.includes('AADSTS9002326');
}

// RFC 6749, section 5.2; Auth0 returns access_denied for a client that must authenticate itself
// (auth0-spa-js #539). Any other error is about the invalid code.
function isOfClient(error: string, status: number): boolean {
  if (error === 'invalid_client' || error === 'unauthorized_client') return true;
  return status === 401 && /^(access_denied$|unauthorized)/.test(error);
}
