import type { ObservedAnswer } from '../../emulator/observed/observed.ts';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import type { Settled } from './patient-put.ts';

/** What of the run's own is not to be in the file. */
export interface OwnNames {
  readonly sources: readonly string[];
  readonly account: string;
}

/**
 * The answer to the entry at an index of the request, as it is written down; undefined if there is
 * none, as when the connection was cut.
 */
export function answerAt(
  settled: Settled,
  index: number,
  own: OwnNames,
): ObservedAnswer | undefined {
  if (settled.kind === 'cut') return undefined;
  if (settled.kind === 'refused') {
    const { status, failure } = settled;
    // A redirection is not EventBridge's.
    if (status < 400) return undefined;
    return { kind: 'requestRefused', status, ...withoutNames(failure, own) };
  }
  const result = settled.results[index];
  if (result === undefined) return undefined;
  const { ErrorCode: code = '', ErrorMessage: message = '', EventId } = result;
  if (code === '' && message === '' && EventId) return { kind: 'accepted' };
  return { kind: 'entryRefused', ...withoutNames({ code, message }, own) };
}

function withoutNames({ code, message }: Failure, own: OwnNames): Failure {
  return { code, message: withoutPrivate(message, own) };
}

/**
 * A text as it may be committed: without the run's sources, accounts, who made the call, and what a request
 * is signed with.
 */
export function withoutPrivate(text: string, { sources, account }: OwnNames): string {
  const withoutSources = sources.reduce((rest, name) => rest.replaceAll(name, '{source}'), text);
  const clean = privateTexts.reduce(
    (rest, [pattern, instead]) => rest.replaceAll(pattern, instead),
    withoutSources.replaceAll(account, '{account}'),
  );
  return clean.slice(0, maxMessageLength);
}

const privateTexts: readonly (readonly [RegExp, string])[] = [
  // Names that were cut off by a message, or have something more at their end.
  [/aws\.partner\/[-.\w/]*/g, '{source}'],
  [/arn:[-a-z]+:(?:iam|sts):[^\s"',)]*/g, '{caller}'],
  // A message about a wrong signature has the headers that were signed.
  [/(x-amz-security-token|authorization):[^\n]*/gi, '$1:...'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '{key}'],
  [/(?<!\d)\d{12}(?!\d)/g, '{account}'],
];

// Some messages repeat the request.
const maxMessageLength = 500;

/** Whether EventBridge took every entry of a request. */
export function isAccepted(settled: Settled): boolean {
  return (
    settled.kind === 'answered' &&
    settled.results.length > 0 &&
    settled.results.every(({ EventId, ErrorCode }) => Boolean(EventId) && !ErrorCode)
  );
}

/** An answer in words, for a person. */
export function answerText(answer: ObservedAnswer | undefined): string {
  if (answer === undefined) return 'no answer';
  if (answer.kind === 'accepted') return 'accepted';
  const { code, message } = answer;
  const what =
    answer.kind === 'entryRefused' ? 'entry refused' : `request refused, HTTP ${answer.status}`;
  return `${what}: ${code}: ${message}`;
}
