import type { Regression } from '../regression.ts';

const htmlTest = 'test/operate/report/html/report-html.test.ts';
const markdownTest = 'test/operate/report/markdown/report-markdown.test.ts';
const maskTest = 'test/operate/report/masking/text-mask.test.ts';
const validationTest = 'test/operate/report/masking/mask-validation.test.ts';
const folderTest = 'test/operate/report/write-report.test.ts';

/** Regressions in the report of a run of the validation list. */
export const reportingRegressions: readonly Regression[] = [
  {
    name: 'report-shows-a-secret-in-a-jwt',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/masking/text-mask.ts',
        find: 'const all = base64Depth === 0 ? finders : ',
        replace: 'const all = base64Depth >= 0 ? finders : ',
      },
    ],
    tests: [maskTest],
  },
  {
    name: 'report-shows-the-rest-of-a-secret-that-overlaps-another',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/masking/text-mask.ts',
        find: "(?=(${texts.map((text) => RegExp.escape(text)).join('|')}))",
        replace: "(${texts.map((text) => RegExp.escape(text)).join('|')})",
      },
    ],
    tests: [maskTest],
  },
  {
    name: 'masked-report-shows-account-numbers-in-keys',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/masking/value-mask.ts',
        find: 'return [mask(name), ',
        replace: 'return [name, ',
      },
    ],
    tests: [validationTest],
  },
  {
    name: 'report-writes-a-title-as-html',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/html/evidence-html.ts',
        find: '<h4>${visibleLine(evidence.title)}</h4>',
        replace: '<h4>$${visibleLine(evidence.title)}</h4>',
      },
    ],
    tests: [htmlTest],
  },
  {
    name: 'report-turns-the-direction-of-writing',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/shown-text.ts',
        find: 'text.replace(/[\\p{C}\\p{Zl}\\p{Zp}]/gu,',
        replace: 'text.replace(/[\\p{Cc}\\p{Zl}\\p{Zp}]/gu,',
      },
    ],
    tests: [htmlTest, markdownTest],
  },
  {
    name: 'report-fences-with-three-backticks-always',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/markdown/markdown-text.ts',
        find: "'`'.repeat(Math.max(longestRun(text) + 1, 3))",
        replace: "'`'.repeat(3)",
      },
    ],
    tests: [markdownTest],
  },
  {
    name: 'masked-report-leaves-the-pictures-of-an-earlier-one',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/report/report-folder.ts',
        find: 'if (!picture.test(name) || written.has(name)) continue;',
        replace: 'if (picture.test(name) || written.has(name)) continue;',
      },
    ],
    tests: [folderTest],
  },
];
