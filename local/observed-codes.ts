import type {
  EntryCase,
  Observed,
  ObservedAnswer,
  ObservedRegion,
} from '../emulator/observed/observed.ts';
import { fold } from '../lambdas/domain/error-codes.ts';
import {
  classifyFailure,
  maySaySourceGone,
  sourceGoneCodesWith,
} from '../lambdas/domain/outcome.ts';

/** A code by which a Region answers for a source that does not exist, and that is not known to say so. */
export interface NewCode {
  readonly region: string;
  readonly code: string;
  readonly message: string;
  /** Whether a stage may set that it means a missing source. */
  readonly maySaySourceGone: boolean;
  /** Malformed entries that have the same answer. */
  readonly casesAlike: readonly string[];
}

type Refusal = Exclude<ObservedAnswer, { readonly kind: 'accepted' }>;

/** The codes that are not known yet, each once. `known` are those that a stage has set. */
export function newCodesIn(observed: Observed, known: readonly string[]): readonly NewCode[] {
  const answers = Object.entries(observed.regions).flatMap(([region, seen]) =>
    refusalsOf(seen)
      .filter((refusal) => !isKnown(refusal, known))
      .map(({ code, message }) => ({ region, code, message })),
  );
  return [...new Map(answers.map((one) => [fold(one.code), one])).values()].map((one) => ({
    ...one,
    maySaySourceGone: maySaySourceGone(one.code),
    casesAlike: casesWith(one.code, observed),
  }));
}

/** Whether `errorCodes.sourceGone` may have the code: it retires mappings. */
export function isSafe({ maySaySourceGone: mayBeSet, casesAlike }: NewCode): boolean {
  return mayBeSet && casesAlike.length === 0;
}

function refusalsOf({ missingSource, deletedSource }: ObservedRegion): readonly Refusal[] {
  return [missingSource, deletedSource].flatMap((answer) =>
    answer === undefined || answer.kind === 'accepted' ? [] : [answer],
  );
}

// As AWS would give them back, in place of what was left out of the file.
const someSource = 'aws.partner/example.com/source';
const someAccount = '111122223333';

function isKnown({ code, message }: Refusal, known: readonly string[]): boolean {
  const whole = message.replaceAll('{source}', someSource).replaceAll('{account}', someAccount);
  const failure = { code, message: whole };
  return classifyFailure(failure, sourceGoneCodesWith(known)).kind === 'sourceGone';
}

/** Malformed entries with the same code. Under an invalid name there is no source either. */
function casesWith(code: string, { regions }: Observed): readonly string[] {
  const cases = Object.values(regions).flatMap(({ entries }) => Object.entries(entries ?? {}));
  const same = cases.filter(
    ([name, answer]) =>
      name !== ('sourceNameInvalid' satisfies EntryCase) &&
      answer.kind !== 'accepted' &&
      fold(answer.code) === fold(code),
  );
  return [...new Set(same.map(([name]) => name))];
}
