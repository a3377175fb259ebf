import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { eventually } from './support/eventually.ts';
import { screenshot } from './support/screenshot.ts';
import {
  signIn,
  signInAtProvider,
  startSignInWorld,
  type SignInWorld,
} from './support/sign-in-world.ts';
import type { Visit } from './support/world.ts';

const acmesSource = { generator: 'acme/repo1', account: '111122223333', region: 'eu-west-1' };
const name = 'aws.partner/vendor.example.test/acme/repo1/111122223333';
/** The source's link in the list. */
const shown = 'acme/repo1 for account 111122223333 in eu-west-1';

let world: SignInWorld;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await startSignInWorld();
  await world.callApi('acme', 'POST', '/sources', acmesSource);
});
afterAll(() => world.close());
beforeEach(async () => {
  visit = await world.visit();
  ({ page } = visit);
});
afterEach(() => visit.end());

/** The requests that went to a path of the provider. */
function requestsTo(path: string) {
  return visit.watch.requests.filter(
    (request) =>
      request.url().startsWith(world.provider.issuer) && new URL(request.url()).pathname === path,
  );
}

function apiRequests() {
  return visit.watch.requests.filter((request) => /\/(sources|regions)/.test(request.url()));
}

describe('who signs in', () => {
  test('returns to the page, and sees the sources of their tenant', async () => {
    await screenshot(page, 'sign-in-1-page');
    await signIn(page, 'ann@acme');

    await page.getByRole('link', { name: shown }).waitFor();
    expect(page.url()).toMatch(new RegExp(`^${world.cloud.consoleUrl}/(#.*)?$`));
    await screenshot(page, 'sign-in-2-signed-in');
  });

  test('can reload the page when a new version has replaced the console’s script', async () => {
    const console = /\/assets\/console-[^/]+\.js$/;
    // A missing file would also be a fault that the browser reports.
    const broken = { contentType: 'text/javascript', body: 'throw new Error("another version")' };
    await page.route(console, (route) => route.fulfill(broken));
    await signIn(page, 'ann@acme');
    const reload = page.getByRole('button', { name: 'Reload the page' });
    await reload.waitFor();
    await page.unroute(console);
    await reload.click();
    // The provider still knows the user.
    await page.getByRole('button', { name: 'Sign in' }).click();

    expect(await appears(page.getByRole('link', { name: shown }))).toBe(true);
  });

  test('returns to the view that they wanted', async () => {
    await page.goto(`${world.cloud.consoleUrl}/#/sources/eu-west-1/${name}`);
    await signIn(page, 'ann@acme');

    expect(await appears(page.getByRole('heading', { name: acmesSource.generator }))).toBe(true);
  });

  test('sees nothing of another tenant, by list or by link', async () => {
    await page.goto(`${world.cloud.consoleUrl}/#/sources/eu-west-1/${name}`);
    await signIn(page, 'eve@other');
    await page.getByRole('alert').waitFor();
    const foreign = await page.getByRole('alert').innerText();
    await page.goto(`${world.cloud.consoleUrl}/#/sources/eu-west-1/${name}9`);
    await page.getByRole('heading', { name: `${name}9` }).waitFor();
    await page.getByRole('alert').waitFor();
    const absent = await page.getByRole('alert').innerText();
    await page.getByRole('link', { name: 'Partner event sources' }).first().click();
    await page.getByText('No sources').waitFor();

    expect(absent).toBe(foreign);
    expect(await page.content()).not.toContain('111122223333');
    visit.watch.forgive(/status of 404/);
  });
});

test('a sign-in asks for a code, with PKCE (S256), a state and a nonce that are new each time', async () => {
  await signIn(page, 'ann@acme');
  const first = new URL(requestsTo('/auth')[0]!.url()).searchParams;
  const exchange = new URLSearchParams(requestsTo('/token')[0]!.postData() ?? '');
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const second = new URL(requestsTo('/auth').at(-1)!.url()).searchParams;

  expect(Object.fromEntries(first)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${world.cloud.consoleUrl}/`,
  });
  const challenge = createHash('sha256').update(exchange.get('code_verifier')!).digest('base64url');
  expect(first.get('code_challenge')).toBe(challenge);
  for (const parameter of ['code_challenge', 'state', 'nonce']) {
    expect(first.get(parameter)).toMatch(/^[\w-]{43,}$/);
    expect(second.get(parameter)).not.toBe(first.get(parameter));
  }
});

test('tokens and the code are in the memory of the page alone', async () => {
  const answer = page.waitForResponse(`${world.provider.issuer}/token`);
  await signIn(page, 'ann@acme');
  await page.getByRole('link', { name: shown }).waitFor();
  const { access_token: accessToken, id_token: idToken } = await (await answer).json();
  const kept = await page.evaluate(async () => [
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    JSON.stringify(history.state),
    document.cookie,
    location.href,
    document.documentElement.outerHTML,
    JSON.stringify(await indexedDB.databases()),
    JSON.stringify(await caches.keys()),
  ]);
  const cookies = await page.context().cookies(world.cloud.consoleUrl);
  const urls = visit.watch.requests.map((request) => request.url());

  expect(kept.slice(0, 4)).toEqual(['{}', '{}', 'null', '']);
  expect(kept.slice(6)).toEqual(['[]', '[]']);
  expect(cookies.map((cookie) => cookie.value).join()).not.toMatch(/eyJ/);
  for (const token of [accessToken, idToken]) {
    expect([...kept, ...urls].join('\n')).not.toContain(token);
  }
  for (const request of apiRequests()) {
    expect(await request.headerValue('authorization')).toBe(`Bearer ${accessToken}`);
  }
});

/** Begins a sign-in, and returns what the provider was asked. */
async function beginSignIn(): Promise<URLSearchParams> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User').waitFor();
  return new URL(requestsTo('/auth').at(-1)!.url()).searchParams;
}

/** Comes back to the page with an answer, as if the provider had sent it. */
async function answerWith(parameters: Record<string, string>): Promise<void> {
  await page.goto(`${world.cloud.consoleUrl}/?${new URLSearchParams(parameters)}`);
}

/** What the page says of an answer that it did not take, and what it has done about it. */
async function refusal() {
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  return {
    says: await page.getByText(/Sign-in failed/).innerText(),
    url: page.url(),
    calls: [...requestsTo('/token'), ...apiRequests()].length,
    kept: await page.evaluate(() => JSON.stringify(sessionStorage)),
  };
}

describe('an answer of the provider', () => {
  const nothingDone = { calls: 0, kept: '{}', url: expect.stringMatching(/:\d+\/$/) };

  test('with another state is not followed', async () => {
    await beginSignIn();
    await answerWith({ code: 'stolen', state: 'forged', iss: world.provider.issuer });

    expect(await refusal()).toMatchObject(nothingDone);
    await screenshot(page, 'sign-in-3-wrong-state');
  });

  test('of another issuer is not followed', async () => {
    const asked = await beginSignIn();
    await answerWith({ code: 'stolen', state: asked.get('state')!, iss: 'https://elsewhere.test' });

    expect(await refusal()).toMatchObject(nothingDone);
  });

  test('that was not requested is not followed', async () => {
    await answerWith({ code: 'stolen', state: 'forged', iss: world.provider.issuer });
    await eventually(() => expect(page.url()).toBe(`${world.cloud.consoleUrl}/`));
    await page.getByRole('heading', { name: 'Partner event sources' }).waitFor();
    expect(requestsTo('/token')).toEqual([]);
    expect(apiRequests()).toEqual([]);
  });

  test('with an error is shown as it is, markup as text', async () => {
    await beginSignIn();
    await page.getByRole('button', { name: 'Refuse' }).click();

    expect(await refusal()).toMatchObject({
      ...nothingDone,
      says: expect.stringContaining('Refused <img src=x onerror=xss()> here'),
    });
    await screenshot(page, 'sign-in-4-refused');
  });

  test('whose code is worth nothing is an error, and the next try succeeds', async () => {
    const asked = await beginSignIn();
    await answerWith({ code: 'stolen', state: asked.get('state')!, iss: world.provider.issuer });
    await page.getByText(/Sign-in failed/).waitFor();
    visit.watch.forgive(/status of 400/);
    await signIn(page, 'ann@acme');
    expect(await appears(page.getByRole('link', { name: shown }))).toBe(true);
  });
});

/** Begins a registration, with a generator typed. */
async function typeARegistration(): Promise<void> {
  await page.getByRole('link', { name: 'Register source' }).first().click();
  await page.getByLabel('Generator', { exact: true }).fill('acme/typed');
  // The Regions are loaded while the session lasts.
  await page.getByLabel('Region', { exact: true }).waitFor();
}

/** Signs in again when the page asks for it: in a window of its own, which closes itself. */
async function signInAgain(): Promise<void> {
  await page.getByRole('dialog', { name: 'Your session has expired' }).waitFor();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in again' }).click();
  const popup = await opened;
  await popup.waitForEvent('close');
  visit.watch.forgive(/^popup: /);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

describe('a session', () => {
  test('whose token has expired asks to sign in again, and keeps what was typed', async () => {
    await page.clock.install();
    await page.reload();
    await signIn(page, 'ann@acme');
    await typeARegistration();
    await page.clock.fastForward(60 * 60 * 1000);
    await page.getByLabel('AWS account', { exact: true }).fill('111122223333');
    await page.getByLabel('Region', { exact: true }).selectOption('us-east-1');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByRole('dialog', { name: 'Your session has expired' }).waitFor();
    await screenshot(page, 'sign-in-5-expired');
    expect(apiRequests().filter((request) => request.method() === 'POST')).toEqual([]);
    await signInAgain();

    expect(await appears(page.getByRole('heading', { name: 'acme/typed' }))).toBe(true);
  });

  test('whose token is rejected asks to sign in again, and continues where it was', async () => {
    await signIn(page, 'ann@acme');
    await page.getByRole('link', { name: shown }).waitFor();
    await page.route(
      `${world.cloud.consoleUrl}/sources*`,
      (route) => route.fulfill({ status: 401, json: { message: 'Unauthorized' } }),
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Refresh' }).click();
    await signInAgain();
    visit.watch.forgive(/status of 401/);

    expect(await appears(page.getByRole('link', { name: shown }))).toBe(true);
  });

  test('that another user continues becomes theirs, and no pending call is made', async () => {
    await signIn(page, 'ann@acme');
    await page.getByRole('link', { name: shown }).waitFor();
    await page.route(
      `${world.cloud.consoleUrl}/sources*`,
      (route) => route.fulfill({ status: 401, json: { message: 'Unauthorized' } }),
      { times: 1 },
    );
    await typeARegistration();
    await page.getByLabel('AWS account', { exact: true }).fill('111122223333');
    await page.getByLabel('Region', { exact: true }).selectOption('us-east-1');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByRole('dialog', { name: 'Your session has expired' }).waitFor();
    await page.context().clearCookies();
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const popup = await opened;
    const closed = popup.waitForEvent('close');
    await signInAtProvider(popup, 'eve@evil');
    await closed;
    visit.watch.forgive(/^popup: /);
    visit.watch.forgive(/status of 401/);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    expect(await appears(page.getByLabel('Generator'))).toBe(true);
    expect(await page.getByLabel('Generator').inputValue()).toBe('');
    const posts = apiRequests().filter((request) => request.method() === 'POST');
    expect(posts).toHaveLength(1);
  });

  test('ends with the sign-out, here and at the provider', async () => {
    await signIn(page, 'ann@acme');
    await page.getByRole('link', { name: shown }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${world.cloud.consoleUrl}/**`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.content()).not.toContain(name);
    await page.goBack();
    expect(await page.content()).not.toContain(name);
    await page.goto(world.cloud.consoleUrl);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signInAtProvider(page, 'bob@acme');

    expect(await appears(page.getByRole('link', { name: shown }))).toBe(true);
  });
});

test('a page that cannot reach the provider reports it, and can try again', async () => {
  await page.route(`${world.provider.issuer}/**`, (route) => route.abort());
  await page.reload();
  expect(await appears(page.getByRole('alert'))).toBe(true);
  await page.unroute(`${world.provider.issuer}/**`);
  await page.getByRole('button', { name: 'Try again' }).click();
  visit.watch.forgive(/ERR_FAILED/);

  await signIn(page, 'ann@acme');
});

test('where the API takes ID tokens, the page sends those, and puts them into no URL', async () => {
  const other = await startSignInWorld({ bearer: 'id_token' });
  try {
    await other.callApi('acme', 'POST', '/sources', acmesSource);
    const seen = await other.visitAs('ann@acme');
    expect(await appears(seen.page.getByRole('link', { name: shown }))).toBe(true);
    const { requests } = seen.watch;
    const listing = requests.find((request) => request.url().includes('/sources'));
    const bearer = (await listing!.headerValue('authorization'))!.replace('Bearer ', '');
    await seen.page.getByRole('button', { name: 'Sign out' }).click();
    await seen.page.getByRole('button', { name: 'Sign out' }).click();
    await seen.page.waitForURL(`${other.cloud.consoleUrl}/**`);

    expect(bearer.split('.')).toHaveLength(3);
    expect(requests.map((request) => request.url()).filter((url) => url.includes(bearer))).toEqual(
      [],
    );
    await seen.end();
  } finally {
    await other.close();
  }
});

test.each(['audience', 'resource'] as const)(
  'a provider whose tokens are opaque without %s gets it, and the API takes the token',
  async (requirement) => {
    const other = await startSignInWorld({ requirement });
    try {
      await other.callApi('acme', 'POST', '/sources', acmesSource);
      const seen = await other.visitAs('ann@acme');
      expect(await appears(seen.page.getByRole('link', { name: shown }))).toBe(true);
      await seen.end();
    } finally {
      await other.close();
    }
  },
);
