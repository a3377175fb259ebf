import type { ObservedRegion } from '../../emulator/observed/observed.ts';
import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { fold, foldedCodesOf } from '../../lambdas/domain/error-codes.ts';
import { classifyFailure, type Failure } from '../../lambdas/domain/outcome.ts';
import { OperationError } from '../operation-error.ts';
import { goodEntry } from './entry-case-bodies.ts';
import { answerAt, answerText, isAccepted } from './observed-answers.ts';
import { failuresIn } from './patient-put.ts';
import { ownNames, type ProbeContext } from './probe-context.ts';
import { requestText } from './probe-entry.ts';

/** Creates the run's source, and sees that it takes entries: otherwise no answer says anything. */
export async function createOwnSource(context: ProbeContext): Promise<ObservedRegion> {
  context.show('creating a source');
  await create(context);
  await untilAccepted(context);
  return await pendingTime(context);
}

// By which AWS says that it did nothing, so that there is nothing to take away.
const notCreatedCodes = foldedCodesOf(
  'denied',
  'invalid',
  'operationDisabled',
  'sourceLimit',
  'unknownCredentials',
  'regionOff',
);

async function create({ region, head, account, sources, cleanUp }: ProbeContext): Promise<void> {
  let mayExist = true;
  cleanUp.add({
    what: `event source ${head.source} in ${region}`,
    remove: async () => {
      if (mayExist) await sources.deleteOnce(region, head.source, account);
    },
  });
  try {
    await sources.create(region, head.source, account);
  } catch (error) {
    mayExist = !notCreatedCodes.has(fold(failureOf(error).code));
    throw error;
  }
}

// What was created may be unknown for a while; the last wait ends after half a minute.
const acceptanceChecks = 15;
const acceptanceCheckMs = 2_000;

async function untilAccepted(context: ProbeContext): Promise<void> {
  const { head, put, time } = context;
  for (let check = 1; ; check += 1) {
    const settled = await put(requestText([goodEntry(head)]));
    if (isAccepted(settled)) return;
    const failures =
      settled.kind === 'answered' ? failuresIn({ ...settled, ms: 0 }) : [settled.failure];
    const isLasting = failures.some((failure) => classifyFailure(failure).kind === 'rejected');
    if (isLasting || check === acceptanceChecks) {
      const answer = answerText(answerAt(settled, 0, ownNames(context)));
      const hint = failures.some(isOfDetailType) ? ' (--detail-type names one that AWS knows)' : '';
      throw new OperationError(`EventBridge did not accept a small entry: ${answer}${hint}`);
    }
    await time.sleep(acceptanceCheckMs);
  }
}

function isOfDetailType({ code }: Failure): boolean {
  return fold(code) === fold('NotAuthorizedForDetailTypeException');
}

async function pendingTime({ region, head, sources, note }: ProbeContext): Promise<ObservedRegion> {
  const seen = await sources.observe(region, head.source);
  if (seen.kind !== 'found' || seen.createdAt === undefined || seen.expirationTime === undefined) {
    note('EventBridge gave no CreationTime and ExpirationTime of a PENDING source');
    return {};
  }
  const ms = Date.parse(seen.expirationTime) - Date.parse(seen.createdAt);
  return { pendingSeconds: Math.max(1, Math.round(ms / 1000)) };
}
