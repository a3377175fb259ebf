import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startCloud, type Cloud } from '../../../local/cloud.ts';
import type { LocalSignIn } from '../../../local/sign-in/sign-in.ts';
import type { Registration } from '../../../lambdas/domain/mapping.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { recordHistory } from '../../../local/history/record-history.ts';
import { size } from '../../../local/queues.ts';
import { launchChromium } from './chromium.ts';
import { eventually } from './eventually.ts';
import { watchPages, type PageWatch } from './watch-pages.ts';

/** Local mode at work on free ports, and a browser. */
export interface World {
  readonly cloud: Cloud;
  /** Opens the console, or a path of it, in a browser profile of its own. */
  visit(path?: string, options?: BrowserContextOptions): Promise<Visit>;
  /** Puts a body on the events queue, as the vendor's services do. */
  send(body: unknown): Promise<void>;
  /** Resolves when every event that was sent has its disposition. */
  settled(): Promise<void>;
  /** Calls the registration API for a tenant, past the page. Rejects when the answer is an error. */
  callApi(tenant: string, method: string, path: string, body?: object): Promise<unknown>;
  /** Calls an endpoint of local mode, such as a customer's. */
  callLocal(method: string, path: string, body?: object): Promise<unknown>;
  /** Calls a control endpoint of the emulator, such as `faults`. */
  control(path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

/** What the registration API answers to a registration, as far as the tests need it. */
export interface RegisteredSource {
  readonly name: string;
  readonly arn: string;
  readonly generator: string;
}

/** A page that somebody has opened. */
export interface Visit {
  readonly page: Page;
  readonly watch: PageWatch;
  /** Closes the browser profile. Rejects when anything went on in its pages that must never happen. */
  end(): Promise<void>;
}

/** What a world is started with. */
export interface WorldOptions {
  readonly sources?: readonly Registration[];
  readonly signIn?: LocalSignIn;
  readonly settings?: Settings;
  /** What the page has of the vendor. */
  readonly brandFolder?: string;
}

/** How long an action of a test waits for what it acts on. */
const patienceMs = 15_000;

/** Starts a world. */
export async function startWorld(given: WorldOptions = {}): Promise<World> {
  await using resources = new AsyncDisposableStack();
  const browser = resources.adopt(await launchChromium(), (one) => one.close());
  const cloud = await startCloud({
    firstPort: 0,
    regions: ['us-east-1', 'eu-west-1'],
    ...given,
    onOutput: () => undefined,
  });
  resources.adopt(cloud, () => cloud.close());
  cloud.functions.startPolling();
  resources.adopt(recordWithoutFailure(cloud), (recording) => recording.end());
  const owned = resources.move();
  return {
    cloud,
    visit: async (path = '/', options = {}) =>
      await beginVisit(`${cloud.consoleUrl}${path}`, browser, options),
    async send(body) {
      const message = { QueueUrl: cloud.queues.events.url, MessageBody: JSON.stringify(body) };
      await cloud.sqsClient.send(new SendMessageCommand(message));
    },
    settled: () => eventually(() => expectSettled(cloud)),
    async callApi(tenant, method, path, body) {
      const { token } = await callJson(`${cloud.consoleUrl}/_local/tokens`, 'POST', { tenant });
      return await callJson(`${cloud.consoleUrl}${path}`, method, body, {
        authorization: `Bearer ${token}`,
      });
    },
    callLocal: (method, path, body) => callJson(`${cloud.consoleUrl}${path}`, method, body),
    control: (path, body) =>
      callJson(
        `${cloud.endpoints.eventBridge}/_emulator/${path}`,
        body === undefined ? 'GET' : 'POST',
        body,
      ),
    close: () => owned.disposeAsync(),
  };
}

/** The recorder at work; its end rejects if a run has failed. */
function recordWithoutFailure(cloud: Cloud) {
  const failures: string[] = [];
  const recording = recordHistory(cloud, (reason) => failures.push(reason));
  return {
    async end() {
      await recording.stop();
      if (failures.length > 0) throw new Error(`the recorder failed: ${failures.join(', ')}`);
    },
  };
}

/** Opens a page in a browser profile of its own. */
export async function beginVisit(
  url: string,
  browser: Browser,
  options: BrowserContextOptions,
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(patienceMs);
  const watch = await watchPages(context);
  const page = await context.newPage();
  await page.goto(url);
  return { page, watch, end: () => endVisit(page, watch) };
}

function expectSettled({ queues, functions }: Cloud): void {
  const waiting = size(queues.events) + size(queues.retries);
  if (waiting > 0 || !functions.isIdle()) throw new Error(`${waiting} messages wait`);
}

async function endVisit(page: Page, watch: PageWatch): Promise<void> {
  // What the page is about to report comes first.
  await page.evaluate(() => new Promise(requestAnimationFrame)).catch(() => undefined);
  const made = await foreignElements(page);
  await page.context().close();
  const faults = [...watch.faults, ...made.map((html) => `made of a text: ${html}`)];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Elements that no page of ours has: they could only come of a text that was taken for markup. */
async function foreignElements(page: Page): Promise<readonly string[]> {
  const markup =
    'img:not(.page-logo), svg:not(.hours-chart), iframe, script:not([src]), [onerror], [onload], [onclick]';
  const links = '[href^="javascript:" i], [src^="javascript:" i]';
  return await page
    .locator(`${markup}, ${links}`)
    .evaluateAll((elements) => elements.map((element) => element.outerHTML));
}

async function callJson(url: string, method: string, body?: object, headers: object = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
