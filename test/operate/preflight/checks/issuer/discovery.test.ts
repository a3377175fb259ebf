import { describe, expect, test } from '@jest/globals';
import {
  discoveryUrl,
  readDiscovery,
} from '../../../../../operate/preflight/checks/issuer/discovery.ts';
import { aDocument, anAnswer, issuer } from './builders.ts';

function judge(document: unknown, more: Parameters<typeof anAnswer>[1] = {}) {
  return readDiscovery(issuer, anAnswer(document, more));
}

test.each([
  ['https://login.example.com', 'https://login.example.com/.well-known/openid-configuration'],
  ['https://t.auth0.com/', 'https://t.auth0.com/.well-known/openid-configuration'],
  ['https://l.example/t/v2.0', 'https://l.example/t/v2.0/.well-known/openid-configuration'],
])('the document of %s is at %s', (of, url) => {
  expect(discoveryUrl(of).href).toBe(url);
});

describe('a discovery document', () => {
  test('that is valid names the URLs of keys and tokens', () => {
    expect(judge(aDocument())).toEqual({
      discovery: {
        jwksUri: new URL(`${issuer}/jwks`),
        tokenEndpoint: new URL(`${issuer}/token`),
        algorithms: ['RS256'],
      },
      judged: [{ status: 'ok', text: 'the discovery document is valid, with PKCE (S256)' }],
    });
  });

  test.each([
    [
      'of another issuer',
      { issuer: `${issuer}/` },
      /names the issuer "https:\/\/login\.example\.com\/"/,
    ],
    ['without an issuer', { issuer: undefined }, /names the issuer undefined/],
    ['without keys', { jwks_uri: undefined }, /no https URL for jwks_uri$/],
    ['with keys by http', { jwks_uri: 'http://login.example.com/jwks' }, /for jwks_uri$/],
    [
      'without the code flow',
      { token_endpoint: undefined, authorization_endpoint: 'x' },
      /for authorization_endpoint, token_endpoint$/,
    ],
  ])('%s fails, and nothing else is asked', (_, fields, text) => {
    expect(judge({ ...aDocument(), ...fields })).toEqual({
      judged: [{ status: 'fails', text: expect.stringMatching(text), remedy: expect.anything() }],
    });
  });

  test.each([
    ['that is no JSON', 'sign in', {}, /is not a JSON object$/],
    ['that is a list', [], {}, /is not a JSON object$/],
    ['behind a redirect', {}, { status: 302 }, /returned status 302$/],
    ['that is not there', {}, { status: 404 }, /returned status 404$/],
  ])('%s fails', (_, document, more, text) => {
    expect(judge(document, more).judged).toMatchObject([
      { status: 'fails', text: expect.stringMatching(text) },
    ]);
  });

  test('that cannot be reached fails, with why', () => {
    const reason = 'fetch failed: getaddrinfo ENOTFOUND login.example.com';

    expect(readDiscovery(issuer, { kind: 'unanswered', reason }).judged).toMatchObject([
      { status: 'fails', text: expect.stringMatching(/ENOTFOUND/) },
    ]);
  });

  test.each([
    ['says nothing of PKCE', undefined, 'warning'],
    ['knows plain PKCE only', ['plain'], 'fails'],
    ['knows none', [], 'fails'],
  ])('that %s', (_, methods, status) => {
    const document = { ...aDocument(), code_challenge_methods_supported: methods };

    expect(judge(document).judged).toMatchObject([{ status }]);
  });

  test('that takes longer than API Gateway waits is a warning', () => {
    expect(judge(aDocument(), { milliseconds: 1_500 }).judged).toMatchObject([{ status: 'ok' }]);
    expect(judge(aDocument(), { milliseconds: 1_501 }).judged).toMatchObject([
      { status: 'ok' },
      {
        status: 'warning',
        text: expect.stringMatching(/took 1501 ms, but API Gateway waits at most 1500 ms/),
      },
    ]);
  });
});
