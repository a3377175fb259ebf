import { isLive, newMapping, type Mapping } from '../domain/mapping.ts';
import {
  applyObservation,
  foundFor,
  withState,
  type FoundObservation,
} from './apply-observation.ts';
import type { RequestedRegistration } from './read-registration.ts';
import type { RequestContext } from './request-context.ts';

/** A source's name and ARN. */
export interface NamedArn {
  readonly name: string;
  readonly arn: string;
}

/**
 * A registration to make. Detail types that it does not give are those of the live mapping that
 * exists, or all.
 */
export interface WantedRegistration extends RequestedRegistration {
  /**
   * The mapping of a source that is re-created, as it was read first. Detail types that are not given
   * are then those of the mapping that exists, live or retired, or else of this one.
   */
  readonly recreates?: Mapping;
}

/** What exists before something is written. */
export interface Existing {
  readonly mapping: Mapping | undefined;
  /** What AWS reports of a source that was not created just now. */
  readonly seen: FoundObservation | undefined;
}

/** A registration that this call wrote. */
export interface WrittenRegistration {
  readonly kind: 'registered';
  readonly mapping: Mapping;
}

/**
 * Replaces the mapping that was read with a new registration, and asks AWS about its source. Undefined
 * if the mapping has changed in the meantime or the source does not exist: then it has to be repeated.
 */
export async function writeRegistration(
  registration: WantedRegistration,
  source: NamedArn,
  existing: Existing,
  context: RequestContext,
): Promise<WrittenRegistration | undefined> {
  const { calls, mappings, log, nowMs } = context;
  const mapping = mappingOf(registration, source, existing, context);
  const written = await mappings.register(mapping, existing.mapping);
  if (written === 'superseded') return undefined;

  const { account, region, generation } = mapping;
  const labels = { sourceName: source.name, region };
  log.info('source registered', { ...labels, generation });
  const answer = await calls.observe(region, source.name);
  if (answer.kind === 'failed') {
    log.warn('a new source could not be looked up in AWS', { ...labels, ...answer.failure });
    return { kind: 'registered', mapping };
  }
  const seen = foundFor(account, answer.observation);
  if (seen === undefined) return undefined;
  await applyObservation(mapping, seen, context);
  return { kind: 'registered', mapping: withState(mapping, seen, nowMs) };
}

function mappingOf(
  { generator, account, region, detailTypes: given, recreates }: WantedRegistration,
  source: NamedArn,
  { mapping, seen }: Existing,
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
