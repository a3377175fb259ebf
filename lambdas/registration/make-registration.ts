import type { Mapping } from '../domain/mapping.ts';
import { sourceArn, sourceName } from '../domain/source-name.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import { admitRegistration, releaseAdmission } from './admit-registration.ts';
import { callProblem } from './call-problem.ts';
import { findMapping, isLive } from './find-source.ts';
import {
  followSource,
  foundFor,
  isThere,
  withState,
  type FoundObservation,
} from './follow-source.ts';
import type { AdmittedRegistration } from '../ports/registration.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './services.ts';
import { writeRegistration, type NamedArn, type WantedRegistration } from './write-registration.ts';

/** `registered`: this call wrote the registration. `kept`: source and mapping were there before. */
export type RegistrationResult =
  Problem | { readonly kind: 'registered' | 'kept'; readonly mapping: Mapping };

const maxRounds = 4;
const basePauseMs = 50;

/**
 * Creates a source unless it is there, writes its mapping unless that is there, and looks at the
 * source once more: so that of a registration and a deletion at the same time one sees the other.
 * What a crash leaves half done, the next call finishes. Rejects when the table cannot be reached.
 *
 * @param registration well formed, and the tenant's own
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
  for (let round = 1; round <= maxRounds; round += 1) {
    const result = await goRound({ registration, source, hasCreated }, context);
    if (result.kind !== 'again') return result;
    ({ hasCreated } = result);
    await sleep(random() * basePauseMs * 2 ** round);
  }
  return problem('concurrentChange');
}

interface Attempt {
  readonly registration: WantedRegistration;
  readonly source: NamedArn;
  /** Whether this call may have created the source in an earlier round. */
  readonly hasCreated: boolean;
}

async function goRound(
  { registration, source, ...earlier }: Attempt,
  context: RequestContext,
): Promise<RegistrationResult | { readonly kind: 'again'; readonly hasCreated: boolean }> {
  const { calls, table, log } = context;
  const { generator, account, region } = registration;
  const key = { generator, sourceArn: source.arn };
  // Read before AWS is asked: what AWS says then is newer than what is read.
  const mapping = await findMapping(key, table);
  const live = mapping !== undefined && isLive(mapping) ? mapping : undefined;
  const refusal = live === undefined ? await admitRegistration(key, context) : undefined;
  if (refusal !== undefined) return refusal;

  const place = { sourceName: source.name, region };
  const created = await calls.create(region, source.name, account);
  if (created.kind === 'failed') {
    const isNothingDone = created.isRefused && !earlier.hasCreated;
    if (isNothingDone && live === undefined)
      await releaseAdmission(admitted(key, context), context);
    return callProblem(created.failure, place, log);
  }
  const isNew = created.kind === 'created' || !created.wasThere;
  const hasCreated = earlier.hasCreated || isNew;
  const again = { kind: 'again', hasCreated } as const;
  if (created.kind === 'created') {
    return (
      (await writeRegistration(registration, source, { mapping, seen: undefined }, context)) ??
      again
    );
  }
  const answer = await calls.observe(region, source.name);
  if (answer.kind === 'failed') return callProblem(answer.failure, place, log);
  if (!isThere(answer.observation)) return again;
  const seen = foundFor(account, answer.observation);
  if (seen === undefined) return problem('sourceOfAnotherAccount');
  // A mapping that stood there while the source did not may be about to be taken away.
  return live === undefined || hasCreated
    ? ((await writeRegistration(registration, source, { mapping, seen }, context)) ?? again)
    : await keep(registration, live, seen, context);
}

/** The registration that a request has just been admitted for. */
function admitted(key: MappingKey, { nowMs }: RequestContext): AdmittedRegistration {
  return { ...key, createdAt: new Date(nowMs).toISOString() };
}

async function keep(
  { detailTypes }: WantedRegistration,
  live: Mapping,
  seen: FoundObservation,
  context: RequestContext,
): Promise<RegistrationResult> {
  if (detailTypes !== undefined && !isSameSet(detailTypes ?? undefined, live.detailTypes)) {
    return problem('detailTypesDiffer', { detail: `It has ${inWords(live.detailTypes)}.` });
  }
  await followSource(live, seen, context);
  return { kind: 'kept', mapping: withState(live, seen, context.nowMs) };
}

function isSameSet(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  if (one === undefined || other === undefined) return one === other;
  return new Set(one).symmetricDifference(new Set(other)).size === 0;
}

function inWords(detailTypes: readonly string[] | undefined): string {
  return detailTypes === undefined ? 'all detail types' : detailTypes.join(', ');
}
