import type { EntryCase, Observed, ObservedAnswer } from '../../../emulator/observed/observed.ts';
import { fold } from '../../../lambdas/domain/error-codes.ts';
import {
  classifyFailure,
  maySaySourceGone,
  sourceGoneCodesWith,
} from '../../../lambdas/domain/outcome.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import type { Following } from './following.ts';
import { inRegions, type InRegion } from './by-region.ts';

/** A refusal, and where it was seen. */
type Refusal = InRegion<Exclude<ObservedAnswer, { readonly kind: 'accepted' }>>;

/** The codes by which EventBridge answers that a source does not exist, and that are not known yet. */
export function codesThatFollow(observed: Observed, settings: Settings): Following {
  const { sourceGone: from } = settings.errorCodes;
  const answers = [
    ...inRegions(observed, ({ missingSource }) => missingSource),
    ...inRegions(observed, ({ deletedSource }) => deletedSource),
  ];
  const unknown = answers.filter(isRefusal).filter((one) => !isKnown(one, from));
  const judged = [...new Map(unknown.map((one) => [fold(one.value.code), one])).values()].map(
    (one) => ({ ...one, warning: warningOf(one, observed) }),
  );
  const taken = judged.filter(({ warning }) => warning === undefined);
  const [first] = taken;
  const notes = [
    ...judged.flatMap(({ warning }) => (warning === undefined ? [] : [warning])),
    ...taken.flatMap(({ value }) => cautionOf(value.code)),
    ...acceptedNotes(answers),
  ];
  if (first === undefined) return { changes: [], notes };
  const to = [...from, ...taken.map(({ value }) => value.code)];
  const why = `in ${first.region} this is the answer to an entry for a source that does not exist: "${first.value.message}"`;
  return { changes: [{ section: 'errorCodes', name: 'sourceGone', from, to, why }], notes };
}

function isRefusal(one: InRegion<ObservedAnswer>): one is Refusal {
  return one.value.kind !== 'accepted';
}

// A name as AWS would give it back, in place of what was left out of the file.
const someSource = 'aws.partner/example.com/source';

function isKnown({ value: { code, message } }: Refusal, own: readonly string[]): boolean {
  const failure = { code, message: message.replaceAll('{source}', someSource) };
  return classifyFailure(failure, sourceGoneCodesWith(own)).kind === 'sourceGone';
}

/** Why a code is not taken; undefined if it is. */
function warningOf({ region, value: { code } }: Refusal, observed: Observed): string | undefined {
  const answered = `${region} answers entries for a source that does not exist with ${code === '' ? 'no code' : code}`;
  if (!maySaySourceGone(code)) {
    return `${answered}, which does not mean this alone: such deliveries are not recognised, and only the reconciler finds that the source is gone`;
  }
  const others = casesWith(code, observed);
  if (others.length === 0) return undefined;
  return `${answered}, and with the same code other entries (${others.join(', ')}): errorCodes.sourceGone does not follow, since such an entry would retire the mapping of a source that is there`;
}

/** Malformed entries with the same answer. Under an invalid name there is no source either. */
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

function cautionOf(code: string): readonly string[] {
  const isGeneral = fold(code).startsWith('resourcenotfound');
  return isGeneral
    ? [`${code} may mean that something else is not there: its message does not name the source`]
    : [];
}

function acceptedNotes(answers: readonly InRegion<ObservedAnswer>[]): readonly string[] {
  const accepted = answers.filter(({ value }) => value.kind === 'accepted');
  return [...new Set(accepted.map(({ region }) => region))].map(
    (region) =>
      `${region} accepts entries for a source that does not exist: only the reconciler finds that it is gone`,
  );
}
