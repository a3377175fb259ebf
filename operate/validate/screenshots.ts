import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserType, Page } from 'playwright-core';
import { findChromium, launchOptions } from './chromium.ts';
import { registerLabels, stagings, type Scenes } from './scenes.ts';

/** Takes pictures of the page while a run goes on. Nothing that it does can fail the run. */
export interface Camera extends AsyncDisposable {
  /** Why there is no picture of something, or none at all; a sentence each, without a full stop. */
  readonly notes: readonly string[];
  /** A picture of the page at a step, as PNG; undefined where there is none. */
  shoot<S extends keyof Scenes>(step: S, scene: Scenes[S]): Promise<Uint8Array | undefined>;
  /** The labels of the registration form's controls on local mode's page; undefined where there is no browser. */
  registerForm(url: string): Promise<{ readonly labels: readonly string[] } | undefined>;
  /** Closes the browser. */
  close(): Promise<void>;
}

/** Where a camera looks for what it needs. */
export interface CameraOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly load?: () => Promise<{ readonly chromium: Pick<BrowserType, 'launch'> }>;
  /** How long a picture may take, and the start of the browser. */
  readonly patienceMs?: number;
}

/** A picture is not higher than this, however much the page shows. */
const size = { width: 1400, height: 1000, maxHeight: 2400 };

/** How long the end of a browser is waited for. */
const closeMs = 5_000;

/** Starts the machine's Chromium, if it is there and playwright-core is installed. Never rejects. */
export async function openCamera({
  env = process.env,
  load = () => import('playwright-core'),
  patienceMs = 20_000,
}: CameraOptions = {}): Promise<Camera> {
  const path = findChromium(env);
  if (path === undefined) {
    return noCamera('there are no screenshots, because Chromium was not found: set CHROMIUM_PATH');
  }
  try {
    const { chromium } = await load();
    return cameraOf(await chromium.launch(launchOptions(path, env, patienceMs)), patienceMs);
  } catch (error) {
    const problem = isMissing(error)
      ? 'playwright-core is not installed: npm install --save-dev playwright-core'
      : `Chromium did not start: ${reasonOf(error)}`;
    return noCamera(`there are no screenshots, because ${problem}`);
  }
}

/** Whether Node.js did not find a package. */
function isMissing(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

const nothing = async () => undefined;

function noCamera(note: string): Camera {
  return {
    notes: [note],
    shoot: nothing,
    registerForm: nothing,
    close: nothing,
    [Symbol.asyncDispose]: nothing,
  };
}

function cameraOf(browser: Browser, patienceMs: number): Camera {
  const notes: string[] = [];
  const attempt = async <T>(what: string, work: (page: Page) => Promise<T>) => {
    try {
      return await withPage(browser, patienceMs, work);
    } catch (error) {
      notes.push(`${what}: ${reasonOf(error)}`);
      return undefined;
    }
  };
  const close = () => within(closeMs, browser.close()).catch(() => undefined);
  return {
    notes,
    shoot: (step, scene) =>
      attempt(`there is no screenshot "${step}"`, async (page) => {
        await stagings[step](page, scene);
        return await pictureOf(page);
      }),
    registerForm: (url) =>
      attempt('the registration form was not read', async (page) => ({
        labels: await registerLabels(page, url),
      })),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Lends a page in a profile of its own, for a time that is bounded. */
async function withPage<T>(
  browser: Browser,
  patienceMs: number,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await within(patienceMs, newContext(browser));
  context.setDefaultTimeout(patienceMs / 2);
  try {
    return await within(
      patienceMs,
      context.newPage().then((page) => work(page)),
    );
  } finally {
    await within(closeMs, context.close()).catch(() => undefined);
  }
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  return await browser.newContext({
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
}

async function pictureOf(page: Page): Promise<Uint8Array> {
  return await page.screenshot({
    fullPage: true,
    clip: { x: 0, y: 0, width: size.width, height: size.maxHeight },
    animations: 'disabled',
  });
}

/** What a promise resolves with. Rejects if that takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const timeOut = async () => {
    await sleep(ms, undefined, { signal: timer.signal });
    throw new Error(`it took longer than ${ms / 1000} s`);
  };
  try {
    return await Promise.race([work, timeOut()]);
  } finally {
    timer.abort();
  }
}

/** The first line of an error: Playwright adds a log. */
function reasonOf(error: unknown): string {
  const message = Error.isError(error) ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}
