import type { Observed, ObservedRegion } from '../../../emulator/observed/observed.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';

/** What else a person should know, by Region: no setting follows from it by itself. */
export function notesOnSettings(observed: Observed, settings: Settings): readonly string[] {
  return Object.entries(observed.regions).flatMap(([region, one]) =>
    [
      slowCalls(one, settings),
      throttledEarly(one, settings),
      otherEventId(one),
      longestPending(one),
    ].flatMap((note) => (note === undefined ? [] : [`${region}: ${note}`])),
  );
}

function slowCalls(
  { latency }: ObservedRegion,
  { delivery: { callTimeoutMs } }: Settings,
): string | undefined {
  if (latency === undefined || latency.p99Ms < callTimeoutMs / 2) return undefined;
  return `one of a hundred full requests took ${latency.p99Ms} ms, and after ${callTimeoutMs} ms a call is given up and its events are sent again (delivery.callTimeoutMs)`;
}

function throttledEarly(
  { throttling }: ObservedRegion,
  { quotas: { putPartnerEventsPerSecond } }: Settings,
): string | undefined {
  if (throttling === undefined || throttling.throttled === 0) return undefined;
  const { requestsPerSecond, throttled, requests } = throttling;
  return `${throttled} of ${requests} requests were throttled at ${requestsPerSecond} a second, although quotas.putPartnerEventsPerSecond is ${putPartnerEventsPerSecond}: either live traffic took the quota at the time, or it is smaller; ask AWS what the account’s quota is`;
}

function otherEventId({ eventIdIsEventsId }: ObservedRegion): string | undefined {
  if (eventIdIsEventsId !== false) return undefined;
  return 'an entry’s EventId is not the id of the customer’s event: the history finds no event by the id that a customer has';
}

const daySeconds = 24 * 60 * 60;

function longestPending({ pendingSeconds }: ObservedRegion): string | undefined {
  if (pendingSeconds === undefined) return undefined;
  return `a PENDING source expires after ${Math.round((pendingSeconds / daySeconds) * 10) / 10} days`;
}
