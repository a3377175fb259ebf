import { chosen, type Chosen } from '../domain/choices.ts';
import { isLive, newMapping, type Mapping } from '../domain/mapping.ts';
import { missedByExisting, missedByRegistration } from '../domain/missed.ts';
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
 * A registration to make. Choices that it does not give are those of the live mapping that exists; without
 * one, it is all detail types and no display name.
 */
export interface WantedRegistration extends RequestedRegistration {
  /**
   * The mapping of a source that is re-created, as it was read first. Choices that are not given are then
   * those of the mapping that exists, live or retired, or else of this one.
   */
  readonly recreates?: Mapping;
  /** Whether what it missed is sent as soon as the source is ACTIVE. */
  readonly sendsMissed?: boolean;
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
  const { calls, mappings, log } = context;
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
  return { kind: 'registered', mapping: withState(mapping, seen, context) };
}

function mappingOf(
  wanted: WantedRegistration,
  source: NamedArn,
  existing: Existing,
  { newId, nowMs, settings }: RequestContext,
): Mapping {
  const { generator, account, region, sendsMissed } = wanted;
  const { mapping: former, seen } = existing;
  const registration = { generator, account, region, ...chosenFor(wanted, former) };
  const createdAt = new Date(nowMs).toISOString();
  const { booksMissed = true, settleSeconds } = settings.policy;
  const noticed = { nowMs, settleSeconds };
  const missed = seen
    ? missedByExisting(createdAt, former, seen.state, noticed)
    : missedByRegistration(createdAt, former, noticed);
  const made: Mapping = {
    ...newMapping(registration, source, { generation: newId(), createdAt }),
    ...(booksMissed && missed),
    ...(sendsMissed === true && { sendsMissedOnceActive: true }),
  };
  return seen === undefined ? made : withState(made, seen, { nowMs, settings });
}

function chosenFor(wanted: WantedRegistration, mapping: Mapping | undefined): Chosen {
  const { recreates } = wanted;
  const live = mapping !== undefined && isLive(mapping) ? mapping : undefined;
  return chosen((recreates === undefined ? live : (mapping ?? recreates)) ?? {}, wanted);
}
