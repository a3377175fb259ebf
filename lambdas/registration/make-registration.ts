import { differingChoice, type Choices } from '../domain/choices.ts';
import { isLive, type Mapping } from '../domain/mapping.ts';
import { sourceArn, sourceName } from '../domain/source-name.ts';
import { admitRegistration, releaseAdmission } from './admit-registration.ts';
import {
  applyObservation,
  exists,
  foundFor,
  withState,
  type FoundObservation,
} from './apply-observation.ts';
import { callProblem } from './call-problem.ts';
import { findMapping } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';
import {
  writeRegistration,
  type NamedArn,
  type Existing,
  type WantedRegistration,
} from './write-registration.ts';

/** `registered`: this call wrote the registration. `kept`: source and mapping existed before. */
export type RegistrationResult =
  Problem | { readonly kind: 'registered' | 'kept'; readonly mapping: Mapping };

const maxRounds = 4;
const basePauseMs = 50;

/**
 * Creates a source unless it exists, writes its mapping unless there is one, and asks AWS about the
 * source once more, so that of a registration and a deletion at the same time one sees the other.
 * The next call completes what a crash has left incomplete. Rejects when the table cannot be reached.
 *
 * @param registration well formed, and of the tenant's own generator
 */
export async function makeRegistration(
  registration: WantedRegistration,
  context: RequestContext,
): Promise<RegistrationResult> {
  const { sleep, random, settings } = context;
  const { generator, account, region } = registration;
  const name = sourceName(settings.partnerName, generator, account);
  const source = { name, arn: sourceArn(region, name) };
  let hasCreated = false;
  for (let number = 1; number <= maxRounds; number += 1) {
    const result = await goRound({ registration, source, hasCreated }, context);
    if (result.kind !== 'again') return result;
    ({ hasCreated } = result);
    await sleep(random() * basePauseMs * 2 ** number);
  }
  return problem('concurrentChange');
}

/** One round of a registration. */
interface Round {
  readonly registration: WantedRegistration;
  readonly source: NamedArn;
  /** Whether this call may have created the source, in this round or an earlier one. */
  readonly hasCreated: boolean;
}

/** `again`: somebody else changed the source or its mapping in the meantime. */
type RoundResult = RegistrationResult | { readonly kind: 'again'; readonly hasCreated: boolean };

async function goRound(round: Round, context: RequestContext): Promise<RoundResult> {
  const key = { generator: round.registration.generator, sourceArn: round.source.arn };
  // Read before AWS is asked: AWS's answer is newer than what was read then.
  const mapping = await findMapping(key, context.mappings);
  const isRegistered = mapping !== undefined && isLive(mapping);
  const refusal = isRegistered ? undefined : await admitRegistration(key, context);
  if (refusal !== undefined) return refusal;

  const created = await createSource(round, isRegistered, context);
  if (created.kind === 'problem') return created;
  const next = { ...round, hasCreated: round.hasCreated || created.isNew };
  return created.kind === 'created'
    ? await write(next, { mapping, seen: undefined }, context)
    : await takeExisting(next, mapping, context);
}

/** `isNew`: the source did not exist before this call, as far as is known. */
interface CreatedSource {
  readonly kind: 'created' | 'exists';
  readonly isNew: boolean;
}

/** Creates the source. Releases the admission where it is certain that nothing was created. */
async function createSource(
  { registration, source, hasCreated }: Round,
  isRegistered: boolean,
  context: RequestContext,
): Promise<Problem | CreatedSource> {
  const { generator, account, region } = registration;
  const created = await context.calls.create(region, source.name, account);
  if (created.kind === 'failed') {
    const isNothingCreated = created.isRefused && !hasCreated;
    if (isNothingCreated && !isRegistered) {
      const createdAt = new Date(context.nowMs).toISOString();
      await releaseAdmission({ generator, sourceArn: source.arn, createdAt }, context);
    }
    return callProblem(created.failure, { sourceName: source.name, region }, context.log);
  }
  return { kind: created.kind, isNew: created.kind === 'created' || !created.wasThere };
}

async function write(
  { registration, source, hasCreated }: Round,
  existing: Existing,
  context: RequestContext,
): Promise<RoundResult> {
  const written = await writeRegistration(registration, source, existing, context);
  return written ?? { kind: 'again', hasCreated };
}

/** Asks AWS about a source that exists; keeps its mapping, or writes one. */
async function takeExisting(
  round: Round,
  mapping: Mapping | undefined,
  context: RequestContext,
): Promise<RoundResult> {
  const { registration, source, hasCreated } = round;
  const { account, region } = registration;
  const answer = await context.calls.observe(region, source.name);
  if (answer.kind === 'failed') {
    return callProblem(answer.failure, { sourceName: source.name, region }, context.log);
  }
  if (!exists(answer.observation)) return { kind: 'again', hasCreated };
  const seen = foundFor(account, answer.observation);
  if (seen === undefined) return problem('sourceOfAnotherAccount');
  // A mapping that existed while its source did not may be about to be removed.
  const isKept = mapping !== undefined && isLive(mapping) && !hasCreated;
  return isKept
    ? await keep(registration, mapping, seen, context)
    : await write(round, { mapping, seen }, context);
}

async function keep(
  wanted: WantedRegistration,
  live: Mapping,
  seen: FoundObservation,
  context: RequestContext,
): Promise<RegistrationResult> {
  const differing = differingChoice(live, wanted);
  if (differing !== undefined) return differenceProblem(differing, live);
  await applyObservation(live, seen, context);
  return { kind: 'kept', mapping: withState(live, seen, context) };
}

function differenceProblem(differing: keyof Choices, live: Mapping): Problem {
  if (differing === 'detailTypes') {
    const detail = `The source is registered with ${inWords(live.detailTypes)}.`;
    return problem('detailTypesDiffer', { detail });
  }
  const { displayName } = live;
  const known = displayName === undefined ? 'no display name' : `the name “${displayName}”`;
  return problem('displayNameDiffers', { detail: `The source is registered with ${known}.` });
}

function inWords(detailTypes: readonly string[] | undefined): string {
  return detailTypes === undefined ? 'all detail types' : detailTypes.join(', ');
}
