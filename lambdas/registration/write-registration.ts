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

/**
 * A registration that is to be made. Detail types that it does not give are those of the live mapping
 * that stands there, or all.
 */
export interface WantedRegistration extends RequestedRegistration {
  /**
   * The mapping of a source that is made again, as it was read first. Detail types that are not given
   * are then those of whatever mapping stands there, live or retired, and else of this one.
   */
  readonly recreates?: Mapping;
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
 * Undefined: it is to be done again, since something else stands there, or the source is gone.
 */
export async function writeRegistration(
  registration: WantedRegistration,
  source: NamedArn,
  standing: Standing,
  context: RequestContext,
): Promise<WrittenRegistration | undefined> {
  const { calls, table, log, nowMs } = context;
  const mapping = mappingOf(registration, source, standing, context);
  const written = await table.register(mapping, standing.mapping);
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
  { generator, account, region, detailTypes: given, recreates }: WantedRegistration,
  source: NamedArn,
  { mapping, seen }: Standing,
  { newId, nowMs }: RequestContext,
): Mapping {
  const live = mapping !== undefined && isLive(mapping) ? mapping : undefined;
  const former = recreates === undefined ? live : (mapping ?? recreates);
  const detailTypes = given === undefined ? former?.detailTypes : (given ?? undefined);
  const made = newMapping(
    { generator, account, region, ...(detailTypes && { detailTypes }) },
    source,
    { generation: newId(), createdAt: new Date(nowMs).toISOString() },
  );
  return seen === undefined ? made : withState(made, seen, nowMs);
}
