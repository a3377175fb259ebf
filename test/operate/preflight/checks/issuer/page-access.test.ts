import { describe, expect, test } from '@jest/globals';
import {
  judgePageAccess,
  type PageRequests,
} from '../../../../../operate/preflight/checks/issuer/page-access.ts';
import { anAnswer, issuer } from './builders.ts';

const origin = 'https://page.example';
const signIn = { issuer, clientId: 'page', origins: [issuer] };
const discovery = {
  jwksUri: new URL(`${issuer}/jwks`),
  tokenEndpoint: new URL(`${issuer}/token`),
  algorithms: undefined,
};
const badCode = { error: 'invalid_grant' };

function judge(requests: Partial<PageRequests> = {}, tokenEndpoint = discovery.tokenEndpoint) {
  return judgePageAccess(
    signIn,
    { ...discovery, tokenEndpoint },
    {
      origin,
      discovery: anAnswer({}),
      token: anAnswer(badCode, { status: 400, allowedOrigin: origin }),
      ...requests,
    },
  );
}

test('a provider that allows the page is ok, although it refuses an invalid code', () => {
  expect(judge()).toEqual([{ status: 'ok', text: 'the page can call login.example.com' }]);
});

describe('CORS', () => {
  test.each([[undefined], ['https://other.example'], ['null']])(
    'that allows %s fails, with what to allow',
    (allowedOrigin) => {
      expect(judge({ token: anAnswer(badCode, { allowedOrigin }) })).toMatchObject([
        {
          status: 'fails',
          text: expect.stringMatching(
            /\/token does not allow the page at https:\/\/page\.example \(CORS\)/,
          ),
          remedy: expect.stringContaining(origin),
        },
      ]);
    },
  );

  test('is asked of the discovery document, too', () => {
    expect(judge({ discovery: anAnswer({}, { allowedOrigin: undefined }) })).toMatchObject([
      { status: 'fails', text: expect.stringContaining('openid-configuration') },
    ]);
  });

  test('for every page is right before the page has an address', () => {
    expect(judge({ origin: undefined, token: anAnswer(badCode) })).toMatchObject([
      { status: 'ok' },
    ]);
  });

  test('for some pages is not known before that', () => {
    const token = anAnswer(badCode, { allowedOrigin: undefined });

    expect(judge({ origin: undefined, token })).toMatchObject([
      { status: 'unknown', remedy: expect.stringContaining('ConsoleUrl') },
    ]);
  });

  test('of a token endpoint that does not answer is not known', () => {
    expect(judge({ token: { kind: 'unanswered', reason: 'fetch failed' } })).toMatchObject([
      { status: 'unknown', text: expect.stringMatching(/\/token: fetch failed$/) },
    ]);
  });
});

test('a token endpoint elsewhere must be among the origins', () => {
  expect(judge({}, new URL('https://tokens.example.com/t'))).toEqual([
    {
      status: 'fails',
      text: "the page's content security policy does not allow https://tokens.example.com",
      remedy: 'set signIn.origins to ["https://login.example.com","https://tokens.example.com"]',
    },
  ]);
});

test.each(['invalid_client', 'unauthorized_client', 'access_denied', 'unauthorized'])(
  'a client for which the provider answers %s is not a public client',
  (error) => {
    expect(judge({ token: anAnswer({ error }, { status: 401 }) })).toMatchObject([
      { status: 'fails', text: expect.stringContaining(`${error} for page`) },
    ]);
  },
);

test('an access_denied that is no 401 is of the code', () => {
  const token = anAnswer({ error: 'access_denied' }, { status: 403 });

  expect(judge({ token })).toMatchObject([{ status: 'ok' }]);
});

test('an Entra ID client whose redirect URI has the type Web is no single-page application', () => {
  const body = {
    error: 'invalid_request',
    error_description:
      "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
  };

  expect(judge({ token: anAnswer(body, { status: 400 }) })).toMatchObject([
    {
      status: 'fails',
      text: expect.stringMatching(/AADSTS9002326.*type Web/),
      remedy: expect.stringContaining('single-page application'),
    },
  ]);
  expect(judge({ token: anAnswer({ error: 'invalid_request' }, { status: 400 }) })).toMatchObject([
    { status: 'ok' },
  ]);
});
