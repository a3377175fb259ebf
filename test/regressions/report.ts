import { alignColumns } from '../../terminal/table.ts';
import type { Verdict } from './check-regressions.ts';

const maxNameLength = 100;

/** The verdicts as lines for people: each regression, and a test that noticed. */
export function reportLines(verdicts: readonly Verdict[]): readonly string[] {
  const rows = verdicts.map((verdict) => [
    verdict.regression.name,
    verdict.regression.seenIn,
    verdict.kind,
    shorten(detailOf(verdict)),
  ]);
  const caught = verdicts.filter(({ kind }) => kind === 'caught').length;
  return [
    ...alignColumns([['regression', 'seen in', 'verdict', 'by'], ...rows]),
    '',
    `${caught} of ${verdicts.length} injected regressions made a test fail.`,
  ];
}

/** The verdicts as JSON text. */
export function reportJson(verdicts: readonly Verdict[], seconds: number): string {
  const regressions = verdicts.map(({ regression: { name, seenIn, tests }, ...verdict }) => ({
    name,
    seenIn,
    tests,
    ...verdict,
  }));
  return `${JSON.stringify({ seconds, regressions }, undefined, 2)}\n`;
}

function detailOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'caught': {
      const [first = '', ...others] = verdict.by;
      return others.length === 0 ? first : `${first} (and ${others.length} more)`;
    }
    case 'survived':
      return `nothing in ${verdict.regression.tests.join(', ')}`;
    case 'unclear':
      return verdict.reason;
  }
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= maxNameLength ? line : `${line.slice(0, maxNameLength - 1)}…`;
}
