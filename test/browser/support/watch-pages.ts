import type { BrowserContext, Page, Request } from 'playwright-core';

/** What went on in the pages of a browser context, in the order in which it was seen. */
export interface PageWatch {
  /** Every request made, the page's own and those of navigations. */
  readonly requests: readonly Request[];
  /**
   * What must never happen: errors on the console, uncaught exceptions, violations of the content
   * security policy or of Trusted Types, dialogs, popups, and scripts of an attacker that ran.
   */
  readonly faults: readonly string[];
  /** Passes over the faults that match, from now on and so far: a test has brought them about. */
  forgive(pattern: RegExp): void;
}

declare global {
  interface Window {
    reportFault?: (fault: string) => void;
    /** What the hostile texts of the tests call when they run as script. */
    xss?: (payload?: unknown) => void;
  }
}

/** Watches all pages that the context will have. Call it before the first is opened. */
export async function watchPages(context: BrowserContext): Promise<PageWatch> {
  const faults: string[] = [];
  const forgiven: RegExp[] = [];
  const requests: Request[] = [];
  await context.exposeBinding('reportFault', (_, fault: string) => void faults.push(fault));
  await context.addInitScript(() => {
    const { reportFault } = window;
    document.addEventListener('securitypolicyviolation', (violation) => {
      const { violatedDirective, blockedURI, sample } = violation;
      reportFault?.(`policy violation: ${violatedDirective} ${blockedURI} ${sample}`);
    });
    window.xss = () => reportFault?.('an attacker’s script ran');
  });
  context.on('request', (request) => requests.push(request));
  context.on('page', (page) => watchPage(page, faults));
  return {
    requests,
    get faults() {
      return faults.filter((fault) => !forgiven.some((pattern) => pattern.test(fault)));
    },
    forgive: (pattern) => void forgiven.push(pattern),
  };
}

function watchPage(page: Page, faults: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => faults.push(`popup: ${popup.url()}`));
}
