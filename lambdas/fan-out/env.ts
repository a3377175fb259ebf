import { deliverySections } from '../delivery/settings.ts';
import type { CacheSettings } from '../delivery/cached-mappings.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { cloudEvents } from '../settings/table/cloud-events.ts';
import { mappingCache } from '../settings/table/delivery.ts';

const sections = { ...deliverySections, cloudEvents, mappingCache };

/** Reads the fan-out function's environment; throws an Error that names what is wrong. */
export const parseFanOutEnvironment = environmentReader(sections, 'fan-out');

/** What only the fan-out function reads from its environment: its places, its cache of mappings, and how it reads CloudEvents. */
export function fanOutSettings(environment: EnvironmentValues<typeof sections, 'fan-out'>) {
  const settings = settingsIn(sections, 'fan-out', environment);
  const { place, mappingCache: cache } = settings;
  const mappingCacheSettings: CacheSettings = {
    ttlMs: cache.cacheSeconds * 1000,
    maxMappings: cache.maxMappings,
  };
  return { place, mappingCache: mappingCacheSettings, cloudEvents: settings.cloudEvents };
}
