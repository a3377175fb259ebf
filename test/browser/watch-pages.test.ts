import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { launchChromium } from './support/chromium.ts';
import { eventually } from './support/eventually.ts';
import { watchPages, type PageWatch } from './support/watch-pages.ts';

// What the other tests of this folder believe when it says that nothing happened.

const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'";
let script = '';
let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let watch: PageWatch;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  server = createServer((request, response) => {
    if (request.url === '/script.js') {
      response.setHeader('content-type', 'text/javascript').end(script);
      return;
    }
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><html lang="en"><title>t</title><main><h1>t</h1></main>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  watch = await watchPages(context);
  page = await context.newPage();
  await page.goto(origin);
  await page.waitForLoadState();
  watch.forgive(/favicon/);
});
afterEach(() => context.close());

async function run(source: string): Promise<void> {
  script = source;
  await page.evaluate(() => {
    const element = document.createElement('script');
    const policies = Reflect.get(window, 'trustedTypes');
    const trusted = policies.createPolicy('test', { createScriptURL: (url: string) => url });
    element.src = trusted.createScriptURL('/script.js');
    document.head.append(element);
  });
}

describe('the watch over a page', () => {
  test('finds nothing in a page that does no wrong', async () => {
    await run('document.title = "done"');
    await page.waitForFunction(() => document.title === 'done');
    expect(watch.faults).toEqual([]);
  });

  test.each([
    ['an error on the console', 'console.error("oh")', /console: oh/],
    ['an uncaught exception', 'throw new Error("oh")', /uncaught: oh/],
    ['a rejection that nobody handles', 'Promise.reject(new Error("oh"))', /uncaught: oh/],
    ['a dialog', 'setTimeout(() => alert("oh"))', /dialog: alert oh/],
    ['a script of the tests’ hostile texts', 'xss()', /attacker/],
    ['markup written as text', 'document.body.innerHTML = "<b>oh</b>"', /violation.*trusted-types/],
    ['an evaluation', 'eval("1 + 1")', /violation/],
    ['a request to elsewhere', 'fetch("http://127.0.0.1:1/")', /violation: connect-src/],
    ['an image', 'const i = new Image(); i.src = "/x.png"', /violation: img-src/],
    ['a style attribute', 'document.body.setAttribute("style", "color: red")', /violation: style/],
  ])('sees %s', async (_, source, fault) => {
    await run(source);
    await eventually(() => expect(watch.faults.join('\n')).toMatch(fault));
  });

  test('knows the requests that the page made', async () => {
    await run('');
    await eventually(() =>
      expect(watch.requests.map((request) => request.url())).toContain(`${origin}/script.js`),
    );
  });
});

test('axe-core finds what is wrong with a page in spite of its policy, and only that', async () => {
  const before = await axeViolations(page);
  await page.evaluate(() =>
    document.querySelector('main')?.append(document.createElement('input')),
  );
  const after = await axeViolations(page);

  expect(before).toEqual([]);
  expect(after).toEqual([expect.stringMatching(/^label: <input>/)]);
});
