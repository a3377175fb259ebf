import { countOf, plainText } from '../plain-text.ts';
import type { Finding, Status } from './finding.ts';

const words = {
  ok: 'ok',
  warning: 'warning',
  fails: 'fails',
  unknown: 'unknown',
} as const satisfies Record<Status, string>;

/** Whether no check fails. Warnings and unknown results do not fail. */
export function isPassed(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== 'fails');
}

/** The lines of the findings: one for each, and below it what to do. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const statusWidth = widest(Object.values(words));
  const checkWidth = widest(findings.map(({ check }) => check));
  return findings.flatMap(({ check, status, text, remedy }) => {
    const head = `${words[status].padEnd(statusWidth)}  ${check.padEnd(checkWidth)}  `;
    const line = `${head}${plainText(text)}`;
    return remedy === undefined
      ? [line]
      : [line, `${' '.repeat(head.length)}-> ${plainText(remedy)}`];
  });
}

/** The last line: the number of findings of each status. */
export function summaryLine(findings: readonly Finding[]): string {
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const parts = [
    `${count('ok')} ok`,
    `${count('fails')} failed`,
    countOf(count('warning'), 'warning'),
    `${count('unknown')} could not be checked`,
  ];
  return parts.join(', ');
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
