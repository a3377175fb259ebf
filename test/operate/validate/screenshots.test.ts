import { describe, expect, test } from '@jest/globals';
import type { Browser, BrowserType } from 'playwright-core';
import { openCamera } from '../../../operate/validate/screenshots.ts';

const url = 'http://127.0.0.1:1';
// Any program: no test here starts it.
const env = { CHROMIUM_PATH: process.execPath };

/** What Node.js says of a package that is not there. */
const notFound = Object.assign(
  new Error("Cannot find package 'playwright-core' imported from /app/main.js"),
  { code: 'ERR_MODULE_NOT_FOUND' },
);

/** A playwright-core whose browsers are this one. */
function launching(launch: () => Promise<Browser>) {
  return async () => ({ chromium: { launch } satisfies Pick<BrowserType, 'launch'> });
}

/** A browser that answers nothing. */
function aHangingBrowser() {
  const closed: string[] = [];
  const browser = {
    newContext: () => new Promise(() => undefined),
    close: async () => void closed.push('browser'),
  } as unknown as Browser;
  return { browser, closed };
}

describe('without', () => {
  test.each([
    [
      'Chromium',
      { env: { CHROMIUM_PATH: '/nowhere' } },
      'there are no screenshots, because Chromium was not found: set CHROMIUM_PATH',
    ],
    [
      'playwright-core',
      { env, load: () => Promise.reject(notFound) },
      'there are no screenshots, because playwright-core is not installed: npm install --save-dev playwright-core',
    ],
    [
      'a playwright-core that can be loaded',
      { env, load: () => Promise.reject(new Error('Unexpected token')) },
      'there are no screenshots, because Chromium did not start: Unexpected token',
    ],
    [
      'a Chromium that starts',
      { env, load: launching(() => Promise.reject(new Error('spawn EPERM\nlog'))) },
      'there are no screenshots, because Chromium did not start: spawn EPERM',
    ],
  ])('%s there is no picture, and a note says why', async (_, options, note) => {
    await using camera = await openCamera(options);

    expect(await camera.shoot('signIn', { url })).toBeUndefined();
    expect(await camera.registerForm(url)).toBeUndefined();
    expect(camera.notes).toEqual([note]);
    await camera.close();
  });
});

test('a browser that hangs costs no more than its time, and is closed', async () => {
  const { browser, closed } = aHangingBrowser();
  const load = launching(async () => browser);
  {
    await using camera = await openCamera({ env, load, patienceMs: 10 });

    expect(await camera.shoot('signIn', { url })).toBeUndefined();
    expect(await camera.registerForm(url)).toBeUndefined();
    expect(camera.notes).toEqual([
      'there is no screenshot "signIn": it took longer than 0.01 s',
      'the registration form was not read: it took longer than 0.01 s',
    ]);
  }
  expect(closed).toEqual(['browser']);
});
