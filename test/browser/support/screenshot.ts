import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../../dist/screenshots');

/** Keeps what the page looks like, all of its length, as `dist/screenshots/<step>.png`. */
export async function screenshot(page: Page, step: string): Promise<void> {
  await page.screenshot({
    path: join(folder, `${step}.png`),
    fullPage: true,
    animations: 'disabled',
  });
}
