import { deployments } from '../../../lambdas/settings/deployment.ts';
import type { CaseFigures } from './run-case.ts';
import { areTokensSafe, type TokenFigures } from './try-tokens.ts';

const { memoryMb, timeoutSeconds } = deployments['fan-out'];

/** The head of the table of cases. */
export const tableHead: readonly string[] = [
  `The fan-out function has ${memoryMb} MB and ${timeoutSeconds} s.`,
  '',
  '| case | customers | inline | stubs | puts | links followed | invocations | longest, s | memory, MB |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];

/** A case as a row of the table, and what did not hold. */
export function caseLines(figures: CaseFigures): readonly string[] {
  const { name, customers, inline, stubs, puts, followed, invocations, seconds } = figures;
  const counts = [customers, inline, stubs, puts, followed, invocations];
  const cells = [name, ...counts.map((count) => count.toLocaleString('en-GB')), seconds.toFixed(1)];
  return [
    `| ${[...cells, figures.memoryMb].join(' | ')} |`,
    ...figures.problems.slice(0, 5).map((problem) => `${name}: ${problem}`),
  ];
}

/** What guessing at links brought, in a line. */
export function tokensLine(figures: TokenFigures): string {
  const { tried, combined, opened, looked, own, links } = figures;
  const verdict = areTokensSafe(figures) ? 'nothing' : 'NOT NOTHING';
  return `${tried} random tokens and ${combined} of the parts of several tenants’ links: ${verdict} (${opened} opened, ${looked} look-ups; ${own} of ${links} links opened for their own)`;
}
