import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const run = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`;

/**
 * What axe-core, with all its rules, finds wrong with the page as it is: a line for each element.
 * It runs in a world of its own, by the debugging protocol, so that the page's content security policy
 * stays in force and does not stop it.
 */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    });
    await session.send('Runtime.evaluate', { contextId, expression: axeSource });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression: run,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`axe-core: ${exceptionDetails.text}`);
    const violations: AxeResults['violations'] = result.value;
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
  } finally {
    await session.detach();
  }
}
