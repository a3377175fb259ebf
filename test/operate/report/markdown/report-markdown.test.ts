import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  markdownBlock,
  markdownCode,
  markdownText,
} from '../../../../operate/report/markdown/markdown-text.ts';
import { reportMarkdown } from '../../../../operate/report/markdown/report-markdown.ts';
import { makeReport } from '../../../../operate/report/report.ts';
import type { Validation } from '../../../../operate/validate/validation.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import {
  aCall,
  aFinding,
  anItem,
  aScreenshot,
  aValidation,
} from '../../../support/validation-builders.ts';
import { hostileText } from '../support/hostile-texts.ts';
import {
  answersOf,
  harmless,
  hostileTexts,
  validationOf,
  type Texts,
} from '../support/hostile-validation.ts';

const answers = [{ item: 'putErrors', question: 'How?', paragraphs: ['One.', 'Two.'] }] as const;

function written(fields: Partial<Validation> = {}): string {
  return reportMarkdown(makeReport(aValidation(fields), { mask: false, answers }));
}

/** The lines outside of fenced blocks. */
function linesOutside(markdown: string): readonly string[] {
  const outside: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    if (fence === '') {
      fence = /^(`{3,}|~{3,})[^`]*$/.exec(line)?.[1] ?? '';
      if (fence === '') outside.push(line);
    } else if (line === fence || (line.startsWith(fence) && /^`+\s*$/.test(line))) fence = '';
  }
  expect(fence).toBe('');
  return outside;
}

/** What a line is, apart from its texts. */
function shapeOf(line: string): string {
  const plain = line
    .replace(/(?<!\\)(?:\\\\)*(`+) .*? \1(?!`)/g, 'code')
    .replace(/\\.|&#\d+;/g, 'x');
  const start = /^(?:#+ |- |\d+[.)]|[+*>=]|-{2,}|\s+\S|<\/?\w+>|\||!\[)?/.exec(plain)?.[0];
  const marks = plain.match(/[|<>`*_[\]~$#]|!\[|:\/\/|www\./g) ?? [];
  return `${start} ${marks.join('')}`;
}

describe('the Markdown', () => {
  test('has the parts of a report in order', () => {
    expect(linesOutside(written()).filter((line) => /^##? /.test(line))).toEqual([
      '# vendor.example.test',
      '## The validation list',
      '## Evidence',
      '## Clean-up',
      '## Answers in words',
    ]);
  });

  test('is headed by stage, date, duration and Regions, and says how many passed', () => {
    expect(written()).toContain(
      '| local mode at port 4600 | 2026-11-29 12:00:00 UTC | 3 min 5 s | eu-west-1, us-east-1 |',
    );
    expect(written()).toContain('**✓ Every item of the list passed**: 17 of 17 passed.');
  });

  test('has a table of the items by Region', () => {
    const failed = anItem({ item: 'accepted', region: 'us-east-1', status: 'failed' });

    expect(written({ items: [failed] })).toContain(
      [
        '| Part | Item | eu-west-1 | us-east-1 |',
        '| --- | --- | --- | --- |',
        '| Create event sources | Administrators register an AWS account on a page | ○ not run | ○ not run |',
      ].join('\n'),
    );
    expect(written({ items: [failed] })).toContain(
      '| Create event sources | The customer accepts the source | ○ not run | ✗ failed |',
    );
  });

  test('has each piece of evidence, pictures as files', () => {
    const evidence = [aCall({ request: undefined }), aFinding(), aScreenshot()];
    const markdown = written({ items: [anItem({ evidence, problems: ['late'], notes: ['*'] })] });

    expect(markdown).toContain(
      [
        '### The event source is created (eu-west-1): ✓ passed',
        'Asked in the validation list under “Create event sources”',
        '**Problems**',
        '- late',
        '**Notes**',
        String.raw`- \*`,
        '#### The registration is accepted',
        'The tenant, whose administrator registers the account; status 201, 42 ms, 2026-11-29 12:00:00 UTC',
        '` POST https://api.vendor.example.test/sources `',
        'Answer:',
        '```text\n{',
      ].join('\n\n'),
    );
    expect(markdown).toContain('```text\none\ntwo\n```');
    expect(markdown).toMatch(
      /!\[Screenshot: The page with the form\]\(report-\d\d-sourceCreated-eu-west-1-3\.png\)/,
    );
  });

  test('folds what is long', () => {
    const items = [anItem({ evidence: [aCall({ answer: 'x'.repeat(4_001) })] })];

    expect(written({ items })).toMatch(
      /<details>\n<summary>Answer \(4,001 characters\)<\/summary>\n\n```text\nx+\n```\n\nCut here: 4,000 of 4,001 .*\n\n<\/details>/,
    );
  });

  test('names what was left behind, and ends with the answers', () => {
    const markdown = written({ cleanUp: { removed: 2, left: ['Delete q_1'] } });

    expect(markdown).toContain(`Left behind:\n\n- Delete q\\_1\n`);
    expect(markdown).toMatch(/### How\?\n\nOne\.\n\nTwo\.\n$/);
  });
});

test.each([
  ['a|b', String.raw`a\|b`],
  ['# a', String.raw`\# a`],
  ['- a', String.raw`\- a`],
  ['12. a', '&#49;2. a'],
  ['<b>`x`', '\\<b\\>\\`x\\`'],
  ['see https://x.test', String.raw`see https\://x.test`],
  ['www.x.test', String.raw`www\.x.test`],
  [':+1: :100: at 12:00:00', String.raw`\:+1: \:100: at 12:00:00`],
  [' a\n\nb ', 'a b'],
])('the text %j is written %s', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

test('code and blocks have longer fences than what is in them', () => {
  expect(markdownCode('a `` b')).toBe('``` a `` b ```');
  expect(markdownCode('')).toBe('');
  expect(markdownBlock('```\na')).toBe('````text\n```\na\n````');
});

test('a text stays in its line and in the cell of its table', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const markdown = markdownText(text);

      expect(markdown).not.toMatch(/[^\P{C}]|[\u2028\u2029]/u);
      expect(shapeOf(markdown)).toBe(' ');
    }),
    { numRuns: propertyRuns(2_000) },
  );
});

/** The shapes of what is outside of folds and blocks. */
function shapesOf(texts: Texts): readonly string[] {
  const report = makeReport(validationOf(texts), { mask: false, answers: answersOf(texts) });
  return linesOutside(reportMarkdown(report))
    .filter(
      (line) => line !== '' && !/^<\/?(?:details|summary)>|^(?:Answer|Request|What)/.test(line),
    )
    .map(shapeOf);
}

test('no text of a run becomes a mark: the lines have the shape of those of harmless texts', () => {
  fc.assert(
    fc.property(hostileTexts, (texts) => {
      expect(shapesOf(texts)).toEqual(shapesOf(harmless(texts)));
    }),
    { numRuns: propertyRuns(500) },
  );
});
