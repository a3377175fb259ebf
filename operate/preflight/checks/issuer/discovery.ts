import type { Judged } from './judged.ts';
import { objectIn, textsIn, type Fetched } from './fetched.ts';

/** What the checks need of an issuer's discovery document (OpenID Connect Discovery 1.0). */
export interface Discovery {
  readonly jwksUri: URL;
  readonly tokenEndpoint: URL;
  /** With which tokens are signed, where the document says. */
  readonly algorithms: readonly string[] | undefined;
}

/**
 * API Gateway gives up on the document and on the key set after so long: its quotas of HTTP APIs,
 * "Timeout for OpenID Connect discovery endpoint" and "Timeout for JSON Web Key Set endpoint".
 */
const apiGatewayWaitsMs = 1_500;

/** Where an issuer's discovery document is. */
export function discoveryUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
}

/** Reads an issuer's discovery document, or says what is wrong with it. */
export function readDiscovery(
  issuer: string,
  fetched: Fetched,
): { readonly discovery?: Discovery; readonly judged: readonly Judged[] } {
  const url = discoveryUrl(issuer).href;
  if (fetched.kind === 'unanswered') {
    return fails(`${url} cannot be reached: ${fetched.reason}`, reachable);
  }
  if (fetched.status !== 200) return fails(`${url} answers ${fetched.status}`, reachable);
  const document = objectIn(fetched.body);
  if (document === undefined) return fails(`${url} is no JSON object`, reachable);
  if (document['issuer'] !== issuer) {
    return fails(
      `${url} names the issuer ${JSON.stringify(document['issuer'])}, and the stage's file says "${issuer}"`,
      'copy the text from the document into signIn.issuer, up to the last slash',
    );
  }
  const endpoints = ['jwks_uri', 'authorization_endpoint', 'token_endpoint'] as const;
  const wrong = endpoints.filter((key) => httpsUrl(document[key]) === undefined);
  const [jwksUri, tokenEndpoint] = [document['jwks_uri'], document['token_endpoint']].map(httpsUrl);
  if (wrong.length > 0 || jwksUri === undefined || tokenEndpoint === undefined) {
    return fails(
      `${url} has no https URL as ${wrong.join(', ')}`,
      'the page needs the authorization code flow, API Gateway the keys',
    );
  }
  const algorithms = textsIn(document['id_token_signing_alg_values_supported']);
  return {
    discovery: { jwksUri, tokenEndpoint, algorithms },
    judged: [judgePkce(document['code_challenge_methods_supported']), ...judgeTime(url, fetched)],
  };
}

/** A warning about what takes longer here than API Gateway waits. */
export function judgeTime(
  url: string,
  { milliseconds }: Extract<Fetched, { kind: 'answered' }>,
): readonly Judged[] {
  if (milliseconds <= apiGatewayWaitsMs) return [];
  return [
    {
      status: 'warning',
      text: `${url} took ${Math.round(milliseconds)} ms, and API Gateway waits ${apiGatewayWaitsMs}`,
      remedy: 'one that sleeps fails the deployment: wake it first',
    },
  ];
}

const reachable =
  'API Gateway reads it from the internet when the API is made, and fails the deployment without it';

function fails(text: string, remedy: string): { readonly judged: readonly Judged[] } {
  return { judged: [{ status: 'fails', text, remedy }] };
}

function judgePkce(methods: unknown): Judged {
  const named = textsIn(methods);
  if (named === undefined) {
    const text =
      'the discovery document is right, and does not say whether the provider takes PKCE (S256)';
    const remedy = 'Cognito and Entra ID do not say it and take it; of another provider, make sure';
    return { status: 'warning', text, remedy };
  }
  return named.includes('S256')
    ? { status: 'ok', text: 'the discovery document is right, with PKCE (S256)' }
    : {
        status: 'fails',
        text: `the provider takes no PKCE by S256, only ${named.join(', ') || 'none'}`,
        remedy: 'allow S256: the page has no secret',
      };
}

function httpsUrl(value: unknown): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' ? url : undefined;
}
