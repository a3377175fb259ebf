import {
  entryCases,
  type EntryCase,
  type ObservedAnswer,
  type ObservedLimit,
  type ObservedRegion,
} from '../../emulator/observed/observed.ts';
import { OperationError } from '../operation-error.ts';
import { caseRequest, goodEntry, nestedRequest, nestingKinds } from './entry-case-bodies.ts';
import { findLimit } from './find-limit.ts';
import { observedLimitOf } from './measure-sizes.ts';
import { answerAt, answerText, isAccepted } from './observed-answers.ts';
import { problemOf } from './problem-of.ts';
import { ownNames, type ProbeContext } from './probe-context.ts';
import { requestText } from './probe-entry.ts';

/** The answer to an entry for a source that was never created. */
export async function measureMissingSource(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'missingSource'>> {
  context.show('a source that does not exist');
  const missingSource = await answerForSource(context, context.missingSource);
  // Mappings are retired by this answer's code.
  for (let ask = 1; ask < sameAnswers; ask += 1) {
    const other = await answerForSource(context, context.missingSource);
    if (isSame(other, missingSource)) continue;
    const answers = `${answerText(missingSource)}, and ${answerText(other)}`;
    throw new OperationError(`the same entry was answered in several ways: ${answers}`);
  }
  return missingSource === undefined ? {} : { missingSource };
}

// One answer may be about something else.
const sameAnswers = 3;

function isSame(one: ObservedAnswer | undefined, other: ObservedAnswer | undefined): boolean {
  return one?.kind === other?.kind && codeOf(one) === codeOf(other);
}

function codeOf(answer: ObservedAnswer | undefined): string | undefined {
  return isRefusal(answer) ? answer.code : undefined;
}

// What was deleted may be known for a while; the last wait ends after half a minute.
const deletionChecks = 15;
const deletionCheckMs = 2_000;

/** Deletes the run's source, and sees what is then answered. */
export async function measureDeletedSource(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'deletedSource'>> {
  const { region, head, account, sources, time, show, note } = context;
  show('a source that was deleted');
  await sources.delete(region, head.source, account);
  let last: ObservedAnswer | undefined;
  for (let check = 1; check <= deletionChecks; check += 1) {
    const answer = await answerForSource(context, head.source);
    if (isRefusal(answer) && isSame(answer, last)) return { deletedSource: answer };
    last = answer;
    await time.sleep(deletionCheckMs);
  }
  if (isRefusal(last)) throw new OperationError('EventBridge did not give the same answer twice');
  note('entries for the deleted source were accepted for half a minute');
  return { deletedSource: { kind: 'accepted' } };
}

function isRefusal(
  answer: ObservedAnswer | undefined,
): answer is Exclude<ObservedAnswer, { readonly kind: 'accepted' }> {
  return answer !== undefined && answer.kind !== 'accepted';
}

async function answerForSource(
  { head, put, ...context }: ProbeContext,
  source: string,
): Promise<ObservedAnswer | undefined> {
  const settled = await put(requestText([goodEntry({ ...head, source })]));
  return answerAt(settled, 0, ownNames({ head, ...context }));
}

/** The answer to each malformed or unusual entry. */
export async function measureEntryCases(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'entries'>> {
  const { head, put, show, note } = context;
  const entries: Partial<Record<EntryCase, ObservedAnswer>> = {};
  for (const name of entryCases) {
    show(`entries: ${name}`);
    const { body, index } = caseRequest(name, head);
    try {
      const ask = async () => answerAt(await put(body), index, ownNames(context));
      const first = await ask();
      const answer = isRefusal(first) ? await ask() : first;
      if (answer === undefined)
        note(`entry ${name}: there was no answer, or the connection was cut`);
      else if (isSame(first, answer)) entries[name] = answer;
      else note(`entry ${name}: ${answerText(first)}, and then ${answerText(answer)}`);
    } catch (error) {
      context.signal.throwIfAborted();
      // Some entries may bring about a fault of AWS's; the others are still of interest.
      note(`entry ${name}: ${problemOf(error)}`);
    }
  }
  return { entries };
}

/** How deeply a detail may be nested: with objects or with arrays, whichever is less. */
export async function measureNesting(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'nestingLevels'>> {
  const { head, put, effort, show, note } = context;
  const limits: ObservedLimit[] = [];
  for (const kind of nestingKinds) {
    show(`nesting of ${kind}`);
    const found = await findLimit({
      floor: 1,
      ceiling: effort.deepestLevels,
      hints: [1_000, 1_100],
      async ask(levels) {
        const settled = await put(nestedRequest(kind, levels, head));
        if (isAccepted(settled)) return { kind: 'accepted' };
        return { kind: 'refused', answer: answerAt(settled, 0, ownNames(context)) };
      },
    });
    if (found.kind === 'none') {
      note(`no nesting of ${kind} was accepted: ${answerText(found.answer)}`);
      continue;
    }
    if (found.contradictions.length > 0) {
      throw new OperationError(`the limit of nesting of ${kind} is not clear`);
    }
    limits.push(observedLimitOf(found.accepted, found.refused));
  }
  const [nestingLevels] = limits.toSorted((one, other) => one.accepted - other.accepted);
  return nestingLevels === undefined ? {} : { nestingLevels };
}
