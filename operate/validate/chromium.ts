import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'playwright-core';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

/** Where installers put it without a name on the PATH. */
const places = [
  ...names.map((name) => join('/usr/bin', name)),
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Chromium is: `$CHROMIUM_PATH`, or under one of its usual names; undefined where it is not. */
export function findChromium(env: Environment): string | undefined {
  const given = env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return isExecutable(given) ? given : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find(isExecutable);
}

/** Without a window, without an account, and without traffic of its own. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** What a browser may know of the environment: not the operator's credentials. */
const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'XDG_RUNTIME_DIR',
  'SYSTEMROOT',
  'LOCALAPPDATA',
];

/** How to start a browser that takes pictures. Signals are left to the run, which cleans up. */
export function launchOptions(
  executablePath: string,
  env: Environment,
  timeoutMs: number,
): LaunchOptions {
  return {
    executablePath,
    args: [...chromiumFlags],
    timeout: timeoutMs,
    env: Object.fromEntries(
      passedOn.flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
