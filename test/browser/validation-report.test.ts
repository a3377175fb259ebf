import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { writeReport } from '../../operate/report/write-report.ts';
import type { Validation } from '../../operate/validate/validation.ts';
import {
  aCall,
  aFinding,
  anItem,
  aScreenshot,
  aValidation,
} from '../support/validation-builders.ts';
import { launchChromium } from './support/chromium.ts';
import { findings } from './support/looks.ts';
import { watchPages, type PageWatch } from './support/watch-pages.ts';

// The report as a browser shows it, opened as a file.

let browser: Browser;
let page: Page;
let watch: PageWatch;
let folder: string;

beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanout-report-'));
  const context = await browser.newContext({ locale: 'en-GB' });
  watch = await watchPages(context);
  page = await context.newPage();
});
afterEach(async () => {
  await page.context().close();
  rmSync(folder, { recursive: true });
  if (watch.faults.length > 0) throw new Error(watch.faults.join('\n'));
});

const longAnswer = { lines: Array.from({ length: 40 }, (_, line) => `line ${line}`) };

async function open(validation: Validation, mask = false): Promise<void> {
  const answers = [{ item: 'putErrors', question: 'How?', paragraphs: ['One.', 'Two.'] }] as const;
  writeReport(validation, { folder, mask, answers });
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
}

/** A run of which some failed, with everything that a report can show. */
function aMixedRun(): Validation {
  const evidence = [
    aCall({ answer: longAnswer }),
    aCall({ by: 'partner', call: `arn:${'x'.repeat(200)}`, answer: '' }),
    aCall({ by: 'customer', request: undefined }),
    aFinding(),
    aScreenshot(),
  ];
  const { items } = aValidation();
  return aValidation({
    items: items.map((item, index) =>
      index % 3 === 0
        ? { ...item, evidence, status: 'failed', problems: ['It was late'], notes: ['As before'] }
        : { ...item, ...(index % 3 === 1 && { status: 'notRun', evidence: [] }) },
    ),
    cleanUp: { removed: 3, left: ['Delete the queue fanout-validate-abc'] },
  });
}

describe('in every look, axe-core finds nothing and nothing scrolls sideways', () => {
  test('in the report of a run of which some failed', async () => {
    await open(aMixedRun());

    expect(await findings(page, 'validation-report')).toEqual([]);
  });

  test('with its folds open', async () => {
    await open(aMixedRun());
    for (const fold of await page.locator('summary').all()) await fold.click();

    expect(await findings(page, 'validation-report-open')).toEqual([]);
  });

  test('in the masked report of a run in many Regions', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'sa-east-1'];
    await open(aValidation({ regions }), true);

    expect(await findings(page, 'validation-report-regions')).toEqual([]);
  });
});

test('the table leads to an item, and a long answer is unfolded by hand', async () => {
  await open(aMixedRun());
  await page
    .getByRole('link', { name: /failed \(eu-west-1\) ?: The event source is created/ })
    .click();
  const item = page.getByRole('article').filter({ hasText: 'The event source is created' }).first();
  const line = item.getByText('line 39');

  expect(page.url()).toMatch(/#04-sourceCreated-eu-west-1$/);
  expect(await line.isVisible()).toBe(false);
  await item.getByText(/^Answer \(/).click();
  expect(await line.isVisible()).toBe(true);
});

test('on paper every fold is open', async () => {
  await open(aMixedRun());
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const line = page.getByText('line 39').first();
  const background = await page
    .locator('body')
    .evaluate((body) => getComputedStyle(body).backgroundColor);

  expect((await line.boundingBox())?.height).toBeGreaterThan(0);
  expect(background).toBe('rgb(255, 255, 255)');
  expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF');
});

test('hostile texts are only texts', async () => {
  const text = '"><img src=x onerror="xss()"></pre><script>xss()</script>\u202Egnp.exe|`';
  await open(
    aValidation({
      title: text,
      partnerName: text,
      regions: [text],
      items: [
        anItem({
          region: text,
          problems: [text],
          evidence: [aCall({ title: text, call: text, answer: { [text]: text } })],
        }),
      ],
    }),
  );

  expect(await page.locator('script, [onerror], img').count()).toBe(0);
  expect(await page.locator('h1').innerText()).toBe(text.replace('\u202E', '⟨U+202E⟩'));
});
