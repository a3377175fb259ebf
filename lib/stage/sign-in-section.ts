import * as v from 'valibot';
import { bearers, ownParameters } from '../../lambdas/contract/page-config.ts';
import { field, section, word } from './field.ts';

const text = v.pipe(v.string(), v.nonEmpty());

/** A Lambda function's variables have 4 kB together; no provider needs as much as this of them. */
const maxParametersBytes = 1000;

/** The OpenID provider that signs administrators in; what is left out is as `OpenIdProvider` has it. */
export const signInSection = section({
  issuer: field(
    v.pipe(v.string(), v.check(isIssuer)),
    'an https URL without a user, a query or a fragment',
  ),
  clientId: field(text, 'the id of a client without a secret'),
  audience: v.optional(field(text, 'the audience of the tokens')),
  scope: v.optional(
    field(
      v.pipe(
        v.string(),
        v.check((scopes) => scopes.split(' ').includes('openid')),
      ),
      'scopes with spaces between, openid among them',
    ),
  ),
  authorizationParameters: v.optional(
    field(
      v.pipe(
        v.unknown(),
        // A record takes an array, too.
        v.check((value) => !Array.isArray(value)),
        v.record(v.pipe(v.string(), v.check(isFreeParameter)), text),
        v.check(isShort),
      ),
      `an object of texts such as {"audience": "https://api.example.com"}, of ${maxParametersBytes} bytes at most, without the page's own parameters (${ownParameters.join(', ')})`,
    ),
  ),
  tenantClaim: v.optional(field(text, 'the name of the claim that names the tenant')),
  bearer: v.optional(word(...bearers)),
  origins: v.optional(
    field(
      v.pipe(v.array(v.pipe(v.string(), v.check(isOrigin))), v.nonEmpty()),
      'a list of https origins such as https://login.example.com',
    ),
  ),
});

function isFreeParameter(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !ownParameters.some((own) => own === name);
}

function isShort(parameters: Readonly<Record<string, string>>): boolean {
  return Buffer.byteLength(JSON.stringify(parameters)) <= maxParametersBytes;
}

function isIssuer(value: string): boolean {
  if (/[\s?#]/.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return protocol === 'https:' && username === '' && password === '';
}

function isOrigin(value: string): boolean {
  return isIssuer(value) && new URL(value).origin === value;
}
