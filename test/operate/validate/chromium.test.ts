import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findChromium, launchOptions } from '../../../operate/validate/chromium.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fanout-chromium-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755): string {
  writeFileSync(join(folder, name), '#!/bin/sh\n', { mode });
  return join(folder, name);
}

test('the browser that is named is taken, and no other instead', () => {
  const named = program('my-browser');
  program('chromium');

  expect(findChromium({ CHROMIUM_PATH: named, PATH: folder })).toBe(named);
  expect(findChromium({ CHROMIUM_PATH: join(folder, 'none'), PATH: folder })).toBeUndefined();
});

test.each(['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'])(
  'it is found on the PATH as %s',
  (name) => {
    const path = program(name);

    expect(findChromium({ PATH: ['/nowhere', folder].join(delimiter) })).toBe(path);
  },
);

test('a file that cannot be executed is no browser', () => {
  const path = program('chromium', 0o644);

  expect(findChromium({ CHROMIUM_PATH: path })).toBeUndefined();
  expect(findChromium({ PATH: folder })).not.toBe(path);
});

test('the browser gets no credentials, and leaves signals to the run', () => {
  const options = launchOptions('/b', { PATH: '/usr/bin', AWS_SECRET_ACCESS_KEY: 'x' }, 1);

  expect(options.env).toEqual({ PATH: '/usr/bin' });
  expect(options).toMatchObject({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
});
