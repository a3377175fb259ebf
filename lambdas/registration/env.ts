import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { history } from '../settings/table/history.ts';
import { largeEvents } from '../settings/table/large-events.ts';
import { place } from '../settings/table/place.ts';
import { replay } from '../settings/table/replay.ts';
import { reconcile } from '../settings/table/reconcile.ts';
import { registration, tenantLimits } from '../settings/table/registration.ts';
import { signIn } from '../settings/table/sign-in.ts';
import type { RegistrationSettings } from '../ports/registration-services.ts';

const sections = {
  place,
  signIn,
  tenantLimits,
  registration,
  reconcile,
  history,
  replay,
  largeEvents,
};

/** What all replays of a Region send at most: two invocations with two calls of 20 entries, 20 calls a second each. */
export const replayedEntriesPerSecond = 1_600;

/** Reads the registration function's environment; throws an Error that names what is wrong. */
export const parseRegistrationEnvironment = environmentReader(sections, 'registration');

type RegistrationEnvironment = EnvironmentValues<typeof sections, 'registration'>;

/** Where registration keeps and sends things, from the function's environment. */
export function registrationPlaces(environment: RegistrationEnvironment) {
  const { mappingTableName, eventsQueueUrl, replayQueueUrl, brandFolder, ...others } =
    settingsOf(environment).place;
  const { historyTableName, historyBucketPrefix, historyRegions, payloadBucketPrefix } = others;
  return {
    tableName: mappingTableName,
    eventsQueueUrl,
    replayQueueUrl,
    historyTableName,
    historyBucketPrefix,
    historyRegions,
    payloadBucketPrefix,
    brandFolder,
  };
}

/** What becomes of large events, from the function's environment. */
export function largeEventSettings(environment: RegistrationEnvironment) {
  return settingsOf(environment).largeEvents;
}

/** How registration works, from the function's environment. */
export function registrationSettings(environment: RegistrationEnvironment): RegistrationSettings {
  const settings = settingsOf(environment);
  const { partnerName, customerRegions: regions } = settings.place;
  const { tenantClaim, origins: signInOrigins, authorizationParameters, ...page } = settings.signIn;
  const { maxRequestsPerMinute, ...limits } = settings.tenantLimits;
  return {
    ...settings.registration,
    partnerName,
    regions,
    tenantClaim,
    signIn: { ...page, parameters: authorizationParameters },
    signInOrigins,
    limits,
    maxRequestsPerMinute,
    history: settings.history,
    largeEvents: settings.largeEvents,
    replay: { ...settings.replay, entriesPerSecond: replayedEntriesPerSecond },
    // The reconciler alone notifies the vendor of what goes on for long.
    policy: {
      ...settings.reconcile,
      expiringDays: [],
      failingHours: [],
      booksMissed: settings.history.rows !== 'none',
    },
  };
}

function settingsOf(environment: RegistrationEnvironment) {
  return settingsIn(sections, 'registration', environment);
}
