import { sourceGoneCodesWith } from '../domain/outcome.ts';
import { settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues, SettingsOf } from '../settings/setting.ts';
import { delivery, retry } from '../settings/table/delivery.ts';
import { entryLimits } from '../settings/table/entry-limits.ts';
import { errorCodes } from '../settings/table/error-codes.ts';
import { history } from '../settings/table/history.ts';
import { largeEvents } from '../settings/table/large-events.ts';
import { place } from '../settings/table/place.ts';
import { share } from '../settings/table/quotas.ts';
import type { DeliverSettings } from './deliver.ts';

/** The sections of the settings that every function which delivers uses. */
export const deliverySections = {
  place,
  share,
  entryLimits,
  largeEvents,
  retry,
  delivery,
  errorCodes,
  history,
};

/** The values of the environment variables of every function that delivers. */
export type DeliveryEnvironment = EnvironmentValues<typeof deliverySections, 'retry'>;

/** Where a function that delivers works. */
export function deliveryPlace(
  environment: DeliveryEnvironment,
): SettingsOf<typeof deliverySections, 'retry'>['place'] {
  return settingsIn(deliverySections, 'retry', environment).place;
}

/** How long links to details work, in days; undefined where large events are not relayed by reference. */
export function payloadDays(environment: DeliveryEnvironment): number | undefined {
  const { relay, days } = settingsIn(deliverySections, 'retry', environment).largeEvents;
  return relay === 'byReference' ? days : undefined;
}

/** How deliveries are made, from a function's environment. */
export function deliverSettings(environment: DeliveryEnvironment): DeliverSettings {
  const settings = settingsIn(deliverySections, 'retry', environment);
  const { entryLimits: limits, delivery: calls, history: recorded } = settings;
  return {
    ...limits,
    ...calls,
    ...settings.share,
    // An entry that no request can hold is too large, regardless of its own limit.
    maxEntryBytes: Math.min(limits.maxEntryBytes, limits.maxRequestBytes),
    // One that is cut short would be taken for a Region that is silent, and what it held be sent twice.
    minCallMs: calls.callTimeoutMs,
    sourceGoneCodes: sourceGoneCodesWith(settings.errorCodes.sourceGone),
    activityEveryMs: calls.activityEverySeconds * 1000,
    retryPolicy: settings.retry,
    history: {
      rows: recorded.rows,
      withoutBody: new Set(recorded.withoutBody),
      holdForMs: recorded.bodyDays * 24 * 60 * 60_000,
    },
  };
}
