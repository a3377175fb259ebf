import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../../operate/validate/chromium.ts';

/** Where the machine's Chromium is. Throws an error that says how to install it when it is missing. */
function chromiumPath(): string {
  const path = findChromium(process.env);
  if (path !== undefined) return path;
  throw new Error('there is no Chromium: apt-get install chromium, or set CHROMIUM_PATH');
}

/** Starts the machine's Chromium. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
}

/** Jest's global set-up: without Chromium, no test is begun. */
// oxlint-disable-next-line import/no-default-export -- Jest takes nothing else.
export default function requireChromium(): void {
  chromiumPath();
}
