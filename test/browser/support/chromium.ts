import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where the machine's Chromium is: `$CHROMIUM_PATH`, or where Debian's package puts it. Throws an error
 * that says how to install it when it is missing.
 */
function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    const remedy = 'apt-get install chromium, or set CHROMIUM_PATH';
    throw new Error(`there is no Chromium at ${path}: ${remedy}`, { cause });
  }
  return path;
}

/** Starts the machine's Chromium. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: chromiumPath(), args: flags });
}

/** Jest's global set-up: without Chromium, no test is begun. */
// oxlint-disable-next-line import/no-default-export -- Jest takes nothing else.
export default function requireChromium(): void {
  chromiumPath();
}
