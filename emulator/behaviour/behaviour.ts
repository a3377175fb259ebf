import type { Observed, ObservedAnswer, ObservedRegion } from '../observed/observed.ts';
import { type PutPartnerEventsRequest, putPartnerEventsRequest } from '../put-events/entry.ts';
import { type Answers, defaultAnswers, modelCases } from './default-answers.ts';
import { DEFAULT_MAX_BYTES, DEFAULT_MAX_LEVELS, DEFAULT_PENDING_DAYS } from './default-limits.ts';
import { limitFrom } from './limit-from.ts';
import { type Throttling, throttlingOf } from './throttling.ts';

/** How the partner API behaves in a Region, where AWS's documentation leaves it open. */
export type Behaviour = {
  /** What the service model's constraints let through. */
  readonly request: PutPartnerEventsRequest;
  readonly maxEntryBytes: number;
  readonly maxRequestBytes: number;
  /** Levels of objects and arrays in a detail, itself included. */
  readonly maxLevels: number;
  /** How long a source may stay PENDING. */
  readonly pendingMs: number;
  readonly answers: Answers;
  /** Whether an entry's EventId is the `id` of its event. */
  readonly eventIdIsEventsId: boolean;
  /** Undefined: calls are never throttled, except by a fault. */
  readonly throttling: Throttling | undefined;
};

/** The options that a behaviour follows from; each of the others overrides what was observed. */
export type BehaviourOptions = {
  observed?: Observed | undefined;
  pendingDays?: number | undefined;
  maxEntryBytes?: number | undefined;
  maxRequestBytes?: number | undefined;
  incompleteRequest?: 'refuse' | 'fail' | undefined;
};

const DAY_MS = 86_400_000;

/** How the partner API behaves where nobody has seen AWS's answers. */
export const defaultBehaviour = behaviourFrom({}, {});

/**
 * The behaviour in each Region. One that was not observed behaves as the strictest that was: that with the smallest
 * limit of an entry, then of a request, then the first by its name.
 */
export function behaviours(options: BehaviourOptions): (region: string) => Behaviour {
  const observed = Object.entries(options.observed?.regions ?? {})
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([region, seen]) => [region, behaviourFrom(options, seen)] as const);
  const byRegion = new Map(observed);
  const [others = behaviourFrom(options, {})] = [...byRegion.values()].toSorted(byLimits);
  return (region) => byRegion.get(region) ?? others;
}

function byLimits(one: Behaviour, other: Behaviour): number {
  return one.maxEntryBytes - other.maxEntryBytes || one.maxRequestBytes - other.maxRequestBytes;
}

function behaviourFrom(options: BehaviourOptions, seen: ObservedRegion): Behaviour {
  const entryLimit = limitFrom(seen.entryBytes, DEFAULT_MAX_BYTES);
  // An entry that was accepted came in a request.
  const requestLimit = limitFrom(seen.requestBytes, Math.max(DEFAULT_MAX_BYTES, entryLimit));
  const maxLevels = limitFrom(seen.nestingLevels, DEFAULT_MAX_LEVELS);
  const answers = answersFrom(options, seen, maxLevels);
  return {
    request: putPartnerEventsRequest(modelCases.filter((name) => answers[name] !== undefined)),
    maxEntryBytes: options.maxEntryBytes ?? entryLimit,
    maxRequestBytes: options.maxRequestBytes ?? requestLimit,
    maxLevels,
    pendingMs: pendingMsFrom(options, seen),
    answers,
    eventIdIsEventsId: seen.eventIdIsEventsId ?? true,
    throttling: throttlingOf(seen.throttling),
  };
}

function pendingMsFrom({ pendingDays }: BehaviourOptions, seen: ObservedRegion): number {
  if (pendingDays === undefined && seen.pendingSeconds !== undefined) {
    return seen.pendingSeconds * 1000;
  }
  return (pendingDays ?? DEFAULT_PENDING_DAYS) * DAY_MS;
}

function answersFrom(
  { incompleteRequest }: BehaviourOptions,
  seen: ObservedRegion,
  maxLevels: number,
): Answers {
  const defaults = defaultAnswers(maxLevels);
  const answers = {
    ...defaults,
    ...seen.entries,
    ...answersForMissing(seen, defaults),
    entryTooLarge: seen.entryBytes?.answer ?? defaults.entryTooLarge,
    requestTooLarge: seen.requestBytes?.answer ?? defaults.requestTooLarge,
    nestedTooDeep: seen.nestingLevels?.answer ?? defaults.nestedTooDeep,
  };
  const ofIncomplete: Readonly<Record<'refuse' | 'fail', ObservedAnswer>> = {
    refuse:
      answers.onlyIncomplete.kind === 'requestRefused'
        ? answers.onlyIncomplete
        : defaults.onlyIncomplete,
    fail: answers.withoutSource,
  };
  return incompleteRequest === undefined
    ? answers
    : { ...answers, onlyIncomplete: ofIncomplete[incompleteRequest] };
}

function answersForMissing({ deletedSource, ...seen }: ObservedRegion, defaults: Answers) {
  const { missingSource = defaults.missingSource } = seen;
  // A source that was deleted may be known for longer than an account looked.
  const hasLasting = deletedSource !== undefined && deletedSource.kind !== 'accepted';
  return { missingSource, deletedSource: hasLasting ? deletedSource : missingSource };
}
