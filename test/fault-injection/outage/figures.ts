import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import type { RegionLog } from './watched-put.ts';
import { failingRegion, regions, type Scenario } from './scenario.ts';
import type { OutageRun } from './simulate.ts';
import { mappingOf } from './traffic.ts';

/** From when the queue took an event to when EventBridge accepted it, milliseconds. */
export interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What a run says, in numbers. */
export interface Figures {
  readonly scenario: Scenario;
  readonly accepted: number;
  readonly acceptedTwice: number;
  /** Events that were neither accepted nor dead-lettered. */
  readonly lost: number;
  readonly deadLettered: number;
  /** Dead letters that SQS moved itself, so without a reason. */
  readonly withoutReason: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** The age of the youngest dead letter; Infinity if there is none. */
  readonly youngestDeadMs: number;
  readonly oldestDeadMs: number;
  /** Events whose 24 hours ended well within the outage, and that are no dead letter. */
  readonly deathsMissing: number;
  /** Of the Regions that do not fail, all together. */
  readonly others: Delays;
  readonly failing: Delays;
  /** How often the retry function ran in one chain of requests, at the most: Lambda stops others after 16. */
  readonly mostRounds: number;
  /** Requests to the failing Region, and entries in them. */
  readonly requests: number;
  readonly attempts: number;
  /** The most requests to the failing Region in a second, in the outage and after it. */
  readonly peakInOutage: number;
  readonly peakAfter: number;
  /** Requests over the quota, to any Region. */
  readonly throttled: number;
  /** How long after the outage the last entry was accepted that had failed in it. */
  readonly recoverySeconds: number;
  /** Messages on both queues by minute. */
  readonly backlog: readonly number[];
  /** Requests to the failing Region in the busiest second of each minute. */
  readonly busiestSecond: readonly number[];
}

/** How long after an event's 24 hours its last attempt may end. */
export const lastAttemptMs = 60_000;
/** For how long a delivery is tried. */
export const budgetMs = standardSettings.retry.retryForSeconds * 1000;

/** Counts what happened in a run. */
export function figuresOf(run: OutageRun): Figures {
  const { scenario, eventBridge, deadLetters, mostRounds, outage, backlog } = run;
  const times = eventBridge.acceptedTimes;
  const dead = new Set(deadLetters.map(({ eventId }) => Number(eventId)));
  const failing = eventBridge.log(failingRegion);
  const logs = regions.map(eventBridge.log);
  const others = logs.filter((log) => log !== failing).map(({ acceptanceMs }) => acceptanceMs);
  const [startSecond, endSecond] = [outage?.startMs ?? 0, outage?.endMs ?? 0].map(
    (ms) => ms / 1000,
  );
  const ages = deadLetters.map(({ ageMs }) => ageMs);
  return {
    scenario,
    accepted: times.filter((count) => count > 0).length,
    acceptedTwice: times.filter((count) => count > 1).length,
    lost: times.filter((count, index) => count === 0 && !dead.has(index)).length,
    deadLettered: deadLetters.length,
    withoutReason: deadLetters.filter(({ reason }) => reason === '').length,
    reasons: countBy(deadLetters.map(({ reason }) => reason)),
    youngestDeadMs: highest(ages.map((age) => -age)) * -1,
    oldestDeadMs: highest(ages),
    deathsMissing: deathsMissing(run, dead),
    others: delaysOf(others.flat()),
    failing: delaysOf(failing.acceptanceMs),
    mostRounds,
    requests: failing.requests.reduce((sum, count) => sum + count, 0),
    attempts: failing.attempts,
    peakInOutage: highest([0, ...failing.requests.slice(startSecond, endSecond)]),
    peakAfter: highest([0, ...failing.requests.slice(endSecond)]),
    throttled: logs.reduce((sum, { throttled }) => sum + throttled, 0),
    recoverySeconds: recoverySeconds(run, failing),
    backlog,
    busiestSecond: byMinute(failing.requests),
  };
}

/** The delays at the middle, at 99 of 100, and of the last. */
export function delaysOf(delays: Iterable<number>): Delays {
  const sorted = Float64Array.from(delays).toSorted();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5) ?? 0, p99: at(0.99) ?? 0, max: at(1) ?? 0 };
}

function deathsMissing({ outage, arrivals }: OutageRun, dead: ReadonlySet<number>): number {
  if (outage === undefined) return 0;
  const isDue = (timeMs: number, index: number) =>
    mappingOf(index).region === outage.region &&
    timeMs >= outage.startMs &&
    timeMs + budgetMs + lastAttemptMs < outage.endMs;
  return arrivals.filter((timeMs, index) => isDue(timeMs, index) && !dead.has(index)).length;
}

function recoverySeconds({ outage }: OutageRun, { lastRetryAcceptedMs }: RegionLog): number {
  return outage === undefined ? 0 : Math.max(0, (lastRetryAcceptedMs - outage.endMs) / 1000);
}

function byMinute(bySecond: readonly number[]): number[] {
  const minutes = Math.ceil(bySecond.length / 60);
  return Array.from({ length: minutes }, (_, minute) =>
    highest(bySecond.slice(minute * 60, (minute + 1) * 60)),
  );
}

/** Math.max takes no more arguments than the stack has room for. */
function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, one) => Math.max(most, one), -Infinity);
}

function countBy(texts: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(texts, (text) => text);
  return Object.fromEntries([...groups].map(([text, { length }]) => [text, length]));
}
