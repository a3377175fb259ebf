import * as v from 'valibot';
import type { OpenIdProvider } from './constructs/sign-in.ts';
import { ContextError, listOf, readContextKey, type Context } from './context-key.ts';

const text = v.pipe(v.string(), v.nonEmpty());

const issuerKey = {
  key: 'oidcIssuer',
  schema: v.pipe(v.string(), v.check(isIssuer)),
  expected: 'an https URL without a query or a fragment',
};

const clientIdKey = {
  key: 'oidcClientId',
  schema: text,
  expected: 'the id of a client without a secret',
};

const audienceKey = {
  key: 'oidcAudience',
  schema: text,
  expected: 'the audience of the tokens',
};

const scopeKey = {
  key: 'oidcScope',
  schema: v.pipe(
    v.string(),
    v.check((scopes) => scopes.split(' ').includes('openid')),
  ),
  expected: 'scopes with spaces between, openid among them',
};

const tenantClaimKey = {
  key: 'oidcTenantClaim',
  schema: text,
  expected: 'the name of the claim that names the tenant',
};

const bearerKey = {
  key: 'oidcBearer',
  schema: v.picklist(['access_token', 'id_token']),
  expected: 'access_token or id_token',
};

const originsKey = {
  key: 'oidcOrigins',
  schema: listOf(isOrigin),
  expected: 'https origins with commas between, such as https://login.example.com',
};

const keys = [
  issuerKey,
  clientIdKey,
  audienceKey,
  scopeKey,
  tenantClaimKey,
  bearerKey,
  originsKey,
].map(({ key }) => key);

/**
 * The OpenID provider that the context names, if it names one: `oidcIssuer` and `oidcClientId`, and
 * as far as they are not as {@link OpenIdProvider} has them `oidcAudience`, `oidcScope`,
 * `oidcTenantClaim`, `oidcBearer` and `oidcOrigins`. Throws a ContextError.
 */
export function readSignInContext(context: Context): OpenIdProvider | undefined {
  const issuer = readContextKey(context, issuerKey);
  const clientId = readContextKey(context, clientIdKey);
  if (issuer !== undefined && clientId !== undefined) {
    return {
      issuer,
      clientId,
      audience: readContextKey(context, audienceKey),
      scope: readContextKey(context, scopeKey),
      tenantClaim: readContextKey(context, tenantClaimKey),
      bearer: readContextKey(context, bearerKey),
      origins: readContextKey(context, originsKey),
    };
  }
  const given = keys.find((key) => context.tryGetContext(key) !== undefined);
  if (given === undefined) return undefined;
  const missing = issuer === undefined ? issuerKey.key : clientIdKey.key;
  throw new ContextError(`context key ${missing} must be given with ${given}`);
}

function isIssuer(value: string): boolean {
  if (/[\s?#]/.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return protocol === 'https:' && username === '' && password === '';
}

function isOrigin(value: string): boolean {
  return isIssuer(value) && new URL(value).origin === value;
}
