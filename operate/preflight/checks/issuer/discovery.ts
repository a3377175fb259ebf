import type { Verdict } from '../../finding.ts';
import { objectIn, textsIn, type Fetched } from './fetched.ts';

/** The parts of an issuer's discovery document that the checks need (OpenID Connect Discovery 1.0). */
export interface Discovery {
  readonly jwksUri: URL;
  readonly tokenEndpoint: URL;
  /** The algorithms that sign tokens, if the document lists them. */
  readonly algorithms: readonly string[] | undefined;
}

/**
 * API Gateway's time-out for the document and for the key set: quotas of HTTP APIs,
 * "Timeout for OpenID Connect discovery endpoint" and "Timeout for JSON Web Key Set endpoint".
 */
const apiGatewayWaitsMs = 1_500;

/** The URL of an issuer's discovery document. */
export function discoveryUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
}

/** Reads an issuer's discovery document, or reports what is wrong with it. */
export function readDiscovery(
  issuer: string,
  fetched: Fetched,
): { readonly discovery?: Discovery; readonly judged: readonly Verdict[] } {
  const url = discoveryUrl(issuer).href;
  if (fetched.kind === 'unanswered') {
    return fails(`${url} cannot be reached: ${fetched.reason}`, reachable);
  }
  if (fetched.status !== 200) return fails(`${url} returned status ${fetched.status}`, reachable);
  const document = objectIn(fetched.body);
  if (document === undefined) return fails(`${url} is not a JSON object`, reachable);
  if (document['issuer'] !== issuer) {
    return fails(
      `${url} names the issuer ${JSON.stringify(document['issuer'])}, but the stage file says "${issuer}"`,
      'copy issuer from the document into signIn.issuer, including any trailing slash',
    );
  }
  const endpoints = ['jwks_uri', 'authorization_endpoint', 'token_endpoint'] as const;
  const wrong = endpoints.filter((key) => httpsUrl(document[key]) === undefined);
  const [jwksUri, tokenEndpoint] = [document['jwks_uri'], document['token_endpoint']].map(httpsUrl);
  if (wrong.length > 0 || jwksUri === undefined || tokenEndpoint === undefined) {
    return fails(
      `${url} has no https URL for ${wrong.join(', ')}`,
      'the page needs the authorization code flow, and API Gateway needs the keys',
    );
  }
  const algorithms = textsIn(document['id_token_signing_alg_values_supported']);
  return {
    discovery: { jwksUri, tokenEndpoint, algorithms },
    judged: [judgePkce(document['code_challenge_methods_supported']), ...judgeTime(url, fetched)],
  };
}

/** A warning about a response that takes longer here than API Gateway waits. */
export function judgeTime(
  url: string,
  { milliseconds }: Extract<Fetched, { kind: 'answered' }>,
): readonly Verdict[] {
  if (milliseconds <= apiGatewayWaitsMs) return [];
  return [
    {
      status: 'warning',
      text: `${url} took ${Math.round(milliseconds)} ms, but API Gateway waits at most ${apiGatewayWaitsMs} ms`,
      remedy: 'a provider that scales to zero fails the deployment: wake it first',
    },
  ];
}

const reachable =
  'API Gateway reads it from the internet when the API is created; without it the deployment fails';

function fails(text: string, remedy: string): { readonly judged: readonly Verdict[] } {
  return { judged: [{ status: 'fails', text, remedy }] };
}

function judgePkce(methods: unknown): Verdict {
  const named = textsIn(methods);
  if (named === undefined) {
    const text =
      'the discovery document is valid, but does not say whether the provider supports PKCE (S256)';
    const remedy = 'Cognito and Entra ID support it without saying so; verify other providers';
    return { status: 'warning', text, remedy };
  }
  return named.includes('S256')
    ? { status: 'ok', text: 'the discovery document is valid, with PKCE (S256)' }
    : {
        status: 'fails',
        text: `the provider does not support PKCE with S256 (supported: ${named.join(', ') || 'none'})`,
        remedy: 'allow S256: the page is a public client without a secret',
      };
}

function httpsUrl(value: unknown): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' ? url : undefined;
}
