import type { Locator } from 'playwright-core';

/** Waits until an element is to be seen, and then is true. Rejects when it does not come in time. */
export async function appears(element: Locator): Promise<true> {
  await element.waitFor();
  return true;
}
