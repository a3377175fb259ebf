import { judgeTime, type Discovery } from './discovery.ts';
import { objectIn, type Fetched } from './fetched.ts';
import type { Verdict } from '../../finding.ts';

/** "Response size from JSON Web Key Set endpoint": API Gateway's quotas of HTTP APIs. */
const maxKeySetBytes = 150_000;

/** API Gateway accepts only tokens signed with RSA keys, and finds the key by its `kid`. */
const remedy =
  'have the provider sign with RS256 and a key that has a kid: API Gateway supports only RSA';

/** What an issuer's key set means for API Gateway's JWT authorizer. */
export function judgeKeySet(
  { jwksUri, algorithms }: Discovery,
  fetched: Fetched,
): readonly Verdict[] {
  const url = jwksUri.href;
  if (fetched.kind === 'unanswered') {
    return [{ status: 'fails', text: `${url} cannot be reached: ${fetched.reason}` }];
  }
  if (fetched.status !== 200)
    return [{ status: 'fails', text: `${url} returned status ${fetched.status}` }];
  const bytes = Buffer.byteLength(fetched.body);
  if (bytes > maxKeySetBytes) {
    const text = `${url} has ${bytes} bytes, but API Gateway accepts at most ${maxKeySetBytes}`;
    return [{ status: 'fails', text, remedy: 'remove old keys from the set' }];
  }
  const usable = keysIn(fetched.body).filter(isUsable).length;
  if (usable === 0) return [{ status: 'fails', text: `${url} has no RSA key for RS256`, remedy }];
  if (algorithms !== undefined && !algorithms.some(isRsa)) {
    const text = `tokens are signed with ${algorithms.join(', ') || 'no algorithm'}, not RS256`;
    return [{ status: 'fails', text, remedy }];
  }
  return [
    { status: 'ok', text: `${usable} RSA ${usable === 1 ? 'key' : 'keys'} at ${url}` },
    ...judgeTime(url, fetched),
  ];
}

function keysIn(body: string): readonly Readonly<Record<string, unknown>>[] {
  const keys: unknown = objectIn(body)?.['keys'];
  if (!Array.isArray(keys)) return [];
  return keys.map((key) => objectIn(JSON.stringify(key))).filter((key) => key !== undefined);
}

/** A key may omit its use and algorithm, as those of Entra ID do. */
function isUsable({ kty, use, alg, kid }: Readonly<Record<string, unknown>>): boolean {
  return (
    kty === 'RSA' &&
    (use === undefined || use === 'sig') &&
    (alg === undefined || (typeof alg === 'string' && isRsa(alg))) &&
    typeof kid === 'string'
  );
}

function isRsa(algorithm: string): boolean {
  return /^RS(256|384|512)$/.test(algorithm);
}
