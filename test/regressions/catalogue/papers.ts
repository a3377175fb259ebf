import type { Regression } from '../regression.ts';

const papersTest = 'test/operate/partner-kit/papers/papers.test.ts';
const catalogTest = 'test/operate/partner-kit/catalog-site/write-catalog.test.ts';
const svgTest = 'test/operate/partner-kit/logos/check-svg.test.ts';
const svgFaults = 'operate/partner-kit/logos/svg-faults.ts';

/** Regressions in the papers that AWS asks a partner for. */
export const paperRegressions: readonly Regression[] = [
  {
    name: 'answer-has-a-figure-of-its-own',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/guide/put-errors.ts',
        find: 'After ${timeInWords(retry.retryForSeconds)} a delivery',
        replace: 'After 24 hours a delivery',
      },
    ],
    tests: ['test/operate/guide/answers.test.ts'],
  },
  {
    name: 'catalogue-page-runs-a-description',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/partner-kit/catalog-site/type-page.ts',
        find: '<p>${description}</p>',
        replace: '<p>$${description}</p>',
      },
    ],
    tests: [catalogTest],
  },
  {
    name: 'catalogue-sample-without-the-relays-resource',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/partner-kit/catalog-site/documented-type.ts',
        find: "if (eventIdIn === 'none') return sample;",
        replace: "if (eventIdIn !== 'none') return sample;",
      },
    ],
    tests: [catalogTest],
  },
  {
    name: 'kit-hides-what-is-missing',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/partner-kit/papers/questionnaire.ts',
        find: 'findings: [...gapsIn(parts), ',
        replace: 'findings: [',
      },
    ],
    tests: [papersTest],
  },
  {
    name: 'logo-on-a-white-square-passes',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/partner-kit/logos/background-faults.ts',
        find: '(pixels[(y * width + x) * 4 + 3] ?? 0) > hardlyVisible',
        replace: '(pixels[(y * width + x) * 4] ?? 0) > hardlyVisible',
      },
    ],
    tests: [svgTest, 'test/operate/partner-kit/logos/check-png.test.ts'],
  },
  {
    name: 'logo-refers-to-a-server',
    seenIn: 'own invariant',
    edits: [
      {
        file: svgFaults,
        find: "if (link === '' || link.startsWith('#')) return [];",
        replace: "if (!link.startsWith('javascript:')) return [];",
      },
    ],
    tests: [svgTest],
  },
  {
    name: 'logo-script-behind-a-prefix',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/domain/brand/svg/svg-elements.ts',
        find: 'open({ local, uri, attributes }',
        replace: 'open({ name: local, uri, attributes }',
      },
    ],
    tests: [svgTest],
  },
];
