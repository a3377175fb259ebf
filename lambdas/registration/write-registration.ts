import { newMapping, type Mapping } from '../domain/mapping.ts';
import { isLive } from './find-source.ts';
import { followSource, foundFor, withState, type FoundObservation } from './follow-source.ts';
import type { RequestedRegistration } from './read-registration.ts';
import type { RequestContext } from './services.ts';

/** A source's name and ARN. */
export interface NamedArn {
  readonly name: string;
  readonly arn: string;
}

/** What stands before something is written. */
export interface Standing {
  readonly mapping: Mapping | undefined;
  /** What AWS says of a source that was not created just now. */
  readonly seen: FoundObservation | undefined;
}

/** A registration that this call wrote. */
export interface WrittenRegistration {
  readonly kind: 'registered';
  readonly mapping: Mapping;
}

/**
 * Writes a new registration in the place of the mapping that was read, and looks at its source.
 * Undefined: it is to be done again.
 */
export async function writeRegistration(
  registration: RequestedRegistration,
  source: NamedArn,
  standing: Standing,
  context: RequestContext,
): Promise<WrittenRegistration | undefined> {
  const { calls, table, log, nowMs } = context;
  const mapping = mappingOf(registration, source, standing, context);
  const written = await table.register(mapping, standing.mapping?.generation);
  if (written === 'superseded') return undefined;

  const { account, region, generation } = mapping;
  const place = { sourceName: source.name, region };
  log.info('source registered', { ...place, generation });
  const answer = await calls.observe(region, source.name);
  if (answer.kind === 'failed') {
    log.warn('a new source could not be looked at', { ...place, ...answer.failure });
    return { kind: 'registered', mapping };
  }
  const seen = foundFor(account, answer.observation);
  if (seen === undefined) return undefined;
  await followSource(mapping, seen, context);
  return { kind: 'registered', mapping: withState(mapping, seen, nowMs) };
}

function mappingOf(
  { generator, account, region, detailTypes: given }: RequestedRegistration,
  source: NamedArn,
  { mapping, seen }: Standing,
  { newId, nowMs }: RequestContext,
): Mapping {
  const standing = mapping !== undefined && isLive(mapping) ? mapping.detailTypes : undefined;
  const detailTypes = given === undefined ? standing : (given ?? undefined);
  const made = newMapping(
    { generator, account, region, ...(detailTypes && { detailTypes }) },
    source,
    { generation: newId(), createdAt: new Date(nowMs).toISOString() },
  );
  return seen === undefined ? made : withState(made, seen, nowMs);
}
