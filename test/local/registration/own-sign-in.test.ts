import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { jsonAnswer } from '../../../local/http-api/http-message.ts';
import { startHttpServer, type HttpServer } from '../../../local/http-api/server.ts';
import { openLocalIssuer } from '../../../local/sign-in/local-issuer.ts';
import type { LocalSignIn } from '../../../local/sign-in/sign-in.ts';
import { aRegistration } from './a-registration.ts';

jest.setTimeout(60_000);

const vendors = { issuer: 'https://issuer.example', audience: 'api', tenantClaim: 'org' };
const issuer = openLocalIssuer(vendors);

let jwksServer: HttpServer;
let local: Awaited<ReturnType<typeof aRegistration>>;
beforeAll(async () => {
  jwksServer = await startHttpServer(0, () => async () => jsonAnswer(200, await issuer.jwks()));
  const signIn: LocalSignIn = {
    ...vendors,
    clientId: 'console',
    scope: 'openid profile',
    parameters: { audience: 'api' },
    bearer: 'id_token',
    jwksUri: jwksServer.url,
  };
  local = await aRegistration({ signIn });
});
afterAll(async () => {
  await local.cloud.close();
  await jwksServer.close();
});

test("the tokens of the vendor's issuer are taken, and those of local mode name their tenant alike", async () => {
  const now = Date.now();
  const body = { generator: 'acme/r', account: '111122223333', region: 'us-east-1' };
  const token = await issuer.token('acme', now);
  const registered = await local.call('POST', '/sources', { token, body });
  const listed = await local.call('GET', '/sources', { token: await local.tokenOf('acme') });

  expect(registered.status).toBe(201);
  expect(listed.body.sources).toMatchObject([{ arn: registered.body.arn }]);
});

test.each([
  { ...vendors, audience: 'other' },
  { ...vendors, issuer: 'https://other.example' },
  vendors,
])("a stranger's token for %j is not", async (pretended) => {
  const token = await openLocalIssuer(pretended).token('acme', Date.now());
  expect((await local.call('GET', '/sources', { token })).status).toBe(401);
});

test("the root is the page that is deployed, and local mode's is beside it", async () => {
  const deployed = await local.call('GET', '/');
  const ownPage = await local.call('GET', '/_local/');
  expect([deployed.status, ownPage.status]).toEqual([200, 200]);
  expect(deployed.body).toContain('/assets/');
  expect(deployed.body).not.toContain('/_local/');
  expect(ownPage.body).toContain('/_local/assets/');
  expect((await local.call('GET', '/config.json')).body.signIn).toEqual({
    issuer: 'https://issuer.example',
    clientId: 'console',
    scope: 'openid profile',
    parameters: { audience: 'api' },
    bearer: 'id_token',
  });
  expect(deployed.headers.get('content-security-policy')).toContain('https://issuer.example');
});
