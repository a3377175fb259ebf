import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { reportHtml } from '../../../../operate/report/html/report-html.ts';
import { makeReport } from '../../../../operate/report/report.ts';
import type { Validation } from '../../../../operate/validate/validation.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import {
  aCall,
  aFinding,
  anItem,
  aScreenshot,
  aValidation,
  onePixel,
} from '../../../support/validation-builders.ts';
import {
  answersOf,
  harmless,
  hostileTexts,
  validationOf,
  type Texts,
} from '../support/hostile-validation.ts';

const answers = [{ item: 'putErrors', question: 'How?', paragraphs: ['One.', 'Two.'] }] as const;

function page(fields: Partial<Validation> = {}): string {
  return reportHtml(makeReport(aValidation(fields), { mask: false, answers }));
}

/** What a reader sees, without the marks and the style. */
function textOf(html: string): string {
  return html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** An item in one Region, alone. */
function withItem(fields: Parameters<typeof anItem>[0]): string {
  return page({ items: [anItem(fields)] });
}

describe('the page', () => {
  test('is headed by the partner, the stage, date and duration, and the Regions', () => {
    expect(textOf(page())).toContain(
      'vendor.example.test Validated local mode at port 4600 Date 2026-11-29 12:00:00 UTC Duration 3 min 5 s Regions eu-west-1, us-east-1',
    );
  });

  test('says how many items passed', () => {
    expect(textOf(page())).toContain('✓ Every item of the list passed : 17 of 17 passed.');
  });

  test('has the parts of a report in order, under headings without a gap', () => {
    const levels = Array.from(page().matchAll(/<h(\d)/g), ([, level]) => Number(level));
    const seconds = Array.from(page().matchAll(/<h2>(.*?)<\/h2>/g), ([, title]) => title);

    expect(seconds).toEqual(['The validation list', 'Evidence', 'Clean-up', 'Answers in words']);
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
  });

  test('has a table of the items by Region, in words', () => {
    const failed = anItem({ item: 'accepted', region: 'us-east-1', status: 'failed' });
    const passed = anItem({ item: 'accepted', region: 'eu-west-1' });
    const html = page({ items: [failed, passed] });
    const row = /<th scope="row">The customer accepts the source<\/th>(.*?)<\/tr>/s.exec(html)?.[1];
    const missing = /<th scope="row">They choose the Region<\/th>(.*?)<\/tr>/s.exec(html)?.[1];

    expect(textOf(row ?? '').match(/. (passed|failed|not run)/g)).toEqual(['✓ passed', '✗ failed']);
    expect(missing).toContain('colspan="2"');
    expect(textOf(missing ?? '')).toContain('○ not run (all Regions)');
    expect(html.match(/<th (?!scope=)/g)).toBeNull();
  });

  test('leads from the table to what is said of each item', () => {
    const ids = Array.from(page().matchAll(/<article id="(.*?)"/g), ([, id]) => id);
    const links = Array.from(page().matchAll(/<a href="#(.*?)"/g), ([, id]) => id);

    expect(ids).toHaveLength(17);
    expect(new Set(ids).size).toBe(17);
    expect(links).toEqual(ids);
  });

  test('needs no other file, and runs nothing', () => {
    const html = page({ items: [anItem({ evidence: [aScreenshot()] })] });

    expect(html).not.toMatch(/<(?:script|link|iframe)/);
    expect(html.match(/(?:src|href)="(?!#)[^"]{0,22}/g)).toEqual(['src="data:image/png;base64,']);
    expect(html).toContain(Buffer.from(onePixel).toString('base64'));
  });
});

describe('the evidence', () => {
  test('of a call says who asked, what, what was answered, how fast and when', () => {
    const html = withItem({ evidence: [aCall({ request: { a: 1 }, answer: { b: 2 } })] });

    expect(textOf(html)).toContain(
      'The registration is accepted The tenant, whose administrator registers the account; status 201, 42 ms, 2026-11-29 12:00:00 UTC POST https://api.vendor.example.test/sources Request { &quot;a&quot;: 1 } Answer { &quot;b&quot;: 2 }',
    );
  });

  test.each(['partner', 'customer'] as const)('of the %s says so', (by) => {
    expect(textOf(withItem({ evidence: [aCall({ by })] }))).toContain(`The ${by}, with the`);
  });

  test('stands in the order in which it was seen, after problems and notes', () => {
    const text = textOf(
      withItem({
        problems: ['It was late'],
        notes: ['It was slow'],
        evidence: [aFinding({ title: 'One' }), aCall({ title: 'Two' }), aScreenshot()],
      }),
    );

    expect(text).toMatch(
      /Problems It was late Notes It was slow One .* Two .* The page with the form, 2026/,
    );
  });

  test('of many characters or lines is folded, and little is not', () => {
    const many = withItem({ evidence: [aCall({ answer: 'x'.repeat(1_001) })] });
    const lines = withItem({ evidence: [aFinding({ lines: Array.from({ length: 16 }, String) })] });

    expect(many).toMatch(/<details>\s*<summary>Answer <span class="note">\(1,001 characters\)/);
    expect(lines).toContain('<summary>What was found');
    expect(page()).not.toContain('<details>');
  });

  test('that is very long is cut, and what was cut is said', () => {
    const html = withItem({ evidence: [aCall({ answer: `${'x'.repeat(20_000)}rest` })] });

    expect(html).toContain('Cut here: 20,000 of 20,004 characters are shown; report.json has all.');
    expect(html).not.toContain('xrest');
  });
});

test('what was left behind is named', () => {
  const text = textOf(page({ cleanUp: { removed: 1, left: ['Delete the queue q'] } }));

  expect(text).toContain('Every item of the list passed, but something was left behind');
  expect(text).toContain('1 thing that the run made was removed. Left behind: Delete the queue q');
});

test('the answers in words come last', () => {
  expect(textOf(page())).toMatch(/Answers in words How\? One\. Two\. $/);
  expect(reportHtml(makeReport(aValidation(), { mask: false, answers: [] }))).not.toContain(
    'Answers in words',
  );
});

test('texts that turn the direction of writing or are invisible are shown by their numbers', () => {
  const html = withItem({ problems: ['a\u202Eb\u200Bc\u0000d'], evidence: [] });

  expect(html).toContain('a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d');
});

/** What of a page is not text: elements but folds, attributes that matter, and what is invisible. */
function marksOf(texts: Texts) {
  const report = makeReport(validationOf(texts), { mask: false, answers: answersOf(texts) });
  const html = reportHtml(report);
  return {
    elements: html.match(/<\/?[a-z!][^\s>]*/gi)?.filter((mark) => !/details|summary/.test(mark)),
    attributes: html.replace(/="[^"]*"/g, '=""').match(/\s(?:on\w+|style|src|href)=""/g),
    isVisible: !/[^\n\t\P{C}]/u.test(html),
  };
}

test('no text of a run becomes a mark: the elements are those of harmless texts', () => {
  fc.assert(
    fc.property(hostileTexts, (texts) => {
      expect(marksOf(texts)).toEqual({ ...marksOf(harmless(texts)), isVisible: true });
    }),
    { numRuns: propertyRuns(500) },
  );
});
