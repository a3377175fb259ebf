import type { Locator, Page } from 'playwright-core';

const mostSteps = 300;

/** Presses Tab until an element has the focus. Rejects when it is not reached, or a stop on the way cannot be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await focusStop(page);
    if (stop?.isVisible === false) throw new Error(`nobody sees the focus on ${stop.html}`);
    if (await hasFocus(target)) return;
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Whether an element has the focus. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return await target.evaluate((element) => element === document.activeElement);
}

/** An element that has the focus. */
export interface FocusStop {
  /** Its opening tag, and the beginning of its text. */
  readonly html: string;
  readonly isInDialog: boolean;
  /** Whether it shows that it has the focus: by its outline. */
  readonly isVisible: boolean;
}

/** Where the focus is; undefined when it is on no element. */
export async function focusStop(page: Page): Promise<FocusStop | undefined> {
  const stop = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      html: element.outerHTML.slice(0, 200),
      isInDialog: element.closest('dialog') !== null,
      isVisible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
    };
  });
  return stop ?? undefined;
}

/**
 * What a reader without a mouse would miss on the page as it is: the controls to which Tab does
 * not lead. Of a group of radio buttons, and of a row of tabs, it leads to one.
 */
export async function controlsMissedByTab(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button:not([tabindex="-1"]), select, textarea, summary, input:not([type=radio]), [tabindex="0"]',
    );
    for (const control of controls) if (control.checkVisibility()) control.dataset['missed'] = '';
  });
  const missed = page.locator('[data-missed]');
  let rounds = 0;
  for (let step = 0; step < mostSteps && rounds < 2 && (await missed.count()) > 0; step += 1) {
    await page.keyboard.press('Tab');
    const isPastTheEnd = await page.evaluate(() => {
      const element = document.activeElement;
      if (element instanceof HTMLElement) delete element.dataset['missed'];
      return element === document.body;
    });
    // It began somewhere in the middle.
    if (isPastTheEnd) rounds += 1;
  }
  return await missed.evaluateAll((controls) =>
    controls.map((control) => control.outerHTML.slice(0, 200)),
  );
}
