import { afterEach, describe, expect, test } from '@jest/globals';
import {
  audience,
  clientId,
  startIdentityProvider,
  type IdentityProvider,
  type Requirement,
} from '../../browser/support/identity-provider.ts';
import { discoverProvider } from '../../../web/sign-in/provider.ts';
import { authorizationUrl, newSignInRequest, tokensOf } from '../../../web/sign-in/sign-in.ts';

const pageUrl = 'http://127.0.0.1:1/';

let provider: IdentityProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

/** The page at a provider, with a stage's parameters. */
async function aPage(parameters: Readonly<Record<string, string>>, requirement: Requirement) {
  provider = await startIdentityProvider(requirement);
  provider.admit(new URL(pageUrl).origin);
  const scope = 'openid sources';
  const { issuer } = provider;
  const config = { issuer, clientId, scope, parameters, bearer: 'access_token' as const };
  return await discoverProvider(config, pageUrl);
}

/** Signs Ann in as a browser would, and returns what the provider sends her back to the page with. */
async function answerTo(url: URL): Promise<string> {
  const cookies = new Map<string, string>();
  let next = { url, init: {} as RequestInit };
  for (let step = 0; step < 10; step += 1) {
    if (next.url.href.startsWith(pageUrl)) return next.url.search;
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(next.url, {
      ...next.init,
      redirect: 'manual',
      headers: { cookie },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]!.split('=');
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const form = new URLSearchParams({ user: 'ann@acme' });
    next =
      location === null
        ? { url: next.url, init: { method: 'POST', body: form } }
        : { url: new URL(location, next.url), init: {} };
  }
  throw new Error('the provider does not come back to the page');
}

/** The token that the page gives the API after a sign-in. */
async function bearerWith(parameters: Readonly<Record<string, string>>, requirement: Requirement) {
  const page = await aPage(parameters, requirement);
  const request = newSignInRequest('');
  const answer = await answerTo(await authorizationUrl(page, request));
  return (await tokensOf(page, request, answer)).bearer;
}

function claimsOf(token: string) {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
}

describe.each(['audience', 'resource'] as const)(
  'at a provider that asks for %s, the page gets',
  (requirement) => {
    test('a token for the API if its stage names it', async () => {
      const bearer = await bearerWith({ [requirement]: audience }, requirement);

      expect(claimsOf(bearer)).toMatchObject({ aud: audience, tenant: 'acme' });
    });

    test('a token that no API can read when its stage does not', async () => {
      expect((await bearerWith({}, requirement)).split('.')).toHaveLength(1);
    });
  },
);

test('more parameters change none of the page’s own', async () => {
  const page = await aPage({ organization: 'org_1', state: 'x', redirect_uri: 'x' }, 'nothing');
  const request = newSignInRequest('');
  const asked = (await authorizationUrl(page, request)).searchParams;

  expect(Object.fromEntries(asked)).toMatchObject({
    organization: 'org_1',
    state: request.state,
    redirect_uri: pageUrl,
  });
});
