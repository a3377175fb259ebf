import type { Evidence, ItemResult } from '../validate/validation.ts';
import type { ListPart } from '../guide/items.ts';
import { countOf } from '../plain-text.ts';
import { visibleLine } from './shown-text.ts';
import type { Report, Section } from './report.ts';

/** How an item went, in words, with a sign that says the same. */
export const statusWords = {
  passed: '✓ passed',
  failed: '✗ failed',
  notRun: '○ not run',
} as const satisfies Readonly<Record<ItemResult['status'], string>>;

/** The parts of the list. */
export const partTitles = {
  create: 'Create event sources',
  send: 'Send events',
  delete: 'Delete event sources',
  describe: 'Describe',
} as const satisfies Readonly<Record<ListPart, string>>;

/** A call of somebody, as evidence. */
export type Call = Extract<Evidence, { readonly kind: 'call' }>;

const callers = {
  tenant: 'The tenant, whose administrator registers the account',
  partner: 'The partner, with the vendor’s AWS account',
  customer: 'The customer, with the AWS account that receives the events',
} as const satisfies Readonly<Record<Call['by'], string>>;

/** Who asked, what was answered how fast, and when. */
export function factsOf({ by, status, ms, at }: Call): string {
  const state = status === undefined ? '' : `status ${status}, `;
  return `${callers[by]}; ${state}${Math.round(ms)} ms, ${momentOf(at)}`;
}

/** Where an item was shown. */
export function placeOf({ region }: Section): string {
  return region ?? 'all Regions';
}

/** What the problems of an item are. */
export function problemsTitle({ status }: Section): string {
  return status === 'notRun' ? 'Why it was not run' : 'Problems';
}

/** "9 of 21 passed, 2 failed, 10 not run". */
export function summaryOf({ sections }: Report): string {
  const count = (status: Section['status']) =>
    sections.filter((section) => section.status === status).length;
  const others = [
    { count: count('failed'), words: 'failed' },
    { count: count('notRun'), words: 'not run' },
  ].filter((one) => one.count > 0);
  return [
    `${count('passed')} of ${sections.length} passed`,
    ...others.map((one) => `${one.count} ${one.words}`),
  ].join(', ');
}

/** What the report says of the whole run. */
export function verdictOf(report: Report): string {
  if (report.stopped) return 'The run was stopped before its end';
  if (report.isPassed) return 'Every item of the list passed';
  return report.sections.every(({ status }) => status === 'passed')
    ? 'Every item of the list passed, but something was left behind'
    : 'Not every item of the list passed';
}

/** What became of the things that the run made. */
export function cleanUpOf({ cleanUp: { removed, left } }: Report): string {
  const gone = `${countOf(removed, 'thing')} that the run made ${removed === 1 ? 'was' : 'were'} removed.`;
  return left.length === 0 ? `${gone} Nothing was left behind.` : `${gone} Left behind:`;
}

/** What is hidden in the report. */
export function hiddenOf({ isMasked, leftOutScreenshots: count }: Report): string {
  const secrets = 'Secrets and credentials are hidden.';
  if (!isMasked) return secrets;
  const numbers = `${secrets} Account numbers are replaced by stand-ins such as ACCOUNT-1.`;
  if (count === 0) return numbers;
  const pictures = `${countOf(count, 'screenshot')} ${count === 1 ? 'was' : 'were'} left out`;
  return `${numbers} ${pictures}, since pictures cannot be masked.`;
}

/** A moment for people: `2026-11-29 23:00:30 UTC`; a text that is no time as it is. */
export function momentOf(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime())
    ? visibleLine(at)
    : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The seconds from the start to the end of a run; undefined if the times are none. */
export function secondsOf({ startedAt, endedAt }: Report): number | undefined {
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** How long a run took: `3 min 5 s`. */
export function durationOf(report: Report): string {
  const seconds = secondsOf(report);
  if (seconds === undefined) return 'unknown';
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
