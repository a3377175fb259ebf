import type { Page } from 'playwright-core';
import { axeViolations } from './axe.ts';
import { screenshot } from './screenshot.ts';

const looks = [
  { look: 'wide-light', width: 1280, colorScheme: 'light' },
  { look: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { look: 'narrow-light', width: 360, colorScheme: 'light' },
  { look: 'narrow-dark', width: 360, colorScheme: 'dark' },
] as const;

/** What is wrong with a page as it is, in every look. Keeps a picture of each. */
export async function findings(page: Page, view: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { look, width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (sideways > 0) found.push(`${look}: the page scrolls sideways by ${sideways} px`);
    for (const violation of await axeViolations(page)) found.push(`${look}: ${violation}`);
    await screenshot(page, `view-${view}-${look}`);
  }
  return found;
}
