import { expect, test } from '@jest/globals';
import { securityHeaders } from '../../../../lambdas/registration/security-headers.ts';
import {
  filesIn,
  importedBy,
  policyProblems,
} from '../../../../operate/validate/judge/page-files.ts';
import { pageHtml } from '../../../../emulator/page-parts/page-html.ts';

test('the files of a page are found, scripts that it loads at once among them', () => {
  const html = pageHtml({
    title: 'Page',
    script: '/assets/main.js',
    imported: ['/assets/part.js'],
    style: '/assets/style.css',
    icon: '/assets/icon.svg',
  });

  expect(filesIn(html)).toEqual({
    scripts: ['/assets/part.js', '/assets/main.js'],
    styles: ['/assets/style.css'],
  });
  expect(filesIn('<p>no page</p>')).toEqual({ scripts: [], styles: [] });
});

test('scripts that a script imports are beside it, each once', () => {
  const script = 'import"./a-1.js";const later=()=>import("./b.js");import "./a-1.js"';

  expect(importedBy(script, '/assets/main.js')).toEqual(['/assets/a-1.js', '/assets/b.js']);
});

test.each([
  [securityHeaders()['content-security-policy'], []],
  [undefined, ['expected the page to have a content security policy, but it has none']],
  ["img-src 'self'", [expect.stringContaining('whose scripts run')]],
  ["default-src *; style-src 'self'", [expect.stringContaining('* is allowed')]],
  ["script-src 'self' 'unsafe-inline'", [expect.stringContaining("'unsafe-inline' is allowed")]],
])('the policy %s', (policy, problems) => {
  expect(policyProblems(policy)).toEqual(problems);
});
