import type { Observed } from '../../../emulator/observed/observed.ts';
import { fold } from '../../../lambdas/domain/error-codes.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { isSafe, newCodesIn, type NewCode } from '../../../local/observed-codes.ts';
import { inRegions } from './by-region.ts';
import type { Following } from './following.ts';

/** The codes by which EventBridge answers that a source does not exist, and that are not known yet. */
export function codesThatFollow(observed: Observed, settings: Settings): Following {
  const { sourceGone: from } = settings.errorCodes;
  const codes = newCodesIn(observed, from);
  const taken = codes.filter(isSafe);
  const [first] = taken;
  const notes = [
    ...codes.filter((one) => !isSafe(one)).map(warningOf),
    ...taken.flatMap(({ code }) => cautionOf(code)),
    ...acceptedNotes(observed),
  ];
  if (first === undefined) return { changes: [], notes };
  const to = [...from, ...taken.map(({ code }) => code)];
  const why = `in ${first.region} this is the answer to an entry for a source that does not exist: "${first.message}"`;
  return { changes: [{ section: 'errorCodes', name: 'sourceGone', from, to, why }], notes };
}

/** Why a code is not taken. */
function warningOf({ region, code, maySaySourceGone, casesAlike }: NewCode): string {
  const answered = `${region} answers entries for a source that does not exist with ${code === '' ? 'no code' : code}`;
  if (!maySaySourceGone) {
    return `${answered}, which does not mean this alone: such deliveries are not recognised, and only the reconciler finds that the source is gone`;
  }
  return `${answered}, and with the same code other entries (${casesAlike.join(', ')}): errorCodes.sourceGone does not follow, since such an entry would retire the mapping of a source that is there`;
}

function cautionOf(code: string): readonly string[] {
  const isGeneral = fold(code).startsWith('resourcenotfound');
  return isGeneral
    ? [`${code} may mean that something else is not there: its message does not name the source`]
    : [];
}

function acceptedNotes(observed: Observed): readonly string[] {
  const accepted = inRegions(observed, ({ missingSource, deletedSource }) =>
    [missingSource, deletedSource].find((answer) => answer?.kind === 'accepted'),
  );
  return accepted.map(
    ({ region }) =>
      `${region} accepts entries for a source that does not exist: only the reconciler finds that it is gone`,
  );
}
