import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { consoleFiles, openConsole, type AnswerTo } from './console-page.ts';

/** A console that a test has opened. */
export type OpenedConsole = Awaited<ReturnType<typeof openConsole>>;

/**
 * Starts a browser for the tests of a file, and closes after each test the console that it has opened, which
 * fails if anything went on in the page that must never happen.
 *
 * @returns opens the console, with a service that answers what the test wants
 */
export function consoleTests(): (answer: AnswerTo, timeZone?: string) => Promise<OpenedConsole> {
  let browser: Browser;
  let files: ReturnType<typeof consoleFiles>;
  let opened: OpenedConsole;

  beforeAll(async () => {
    files = consoleFiles();
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => opened.close());

  return async (answer, timeZone) => {
    opened = await openConsole(browser, files, answer, timeZone);
    return opened;
  };
}
