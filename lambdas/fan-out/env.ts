import { deliverySections } from '../delivery/settings.ts';
import type { CacheSettings } from '../delivery/cached-mappings.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { mappingCache } from '../settings/table/delivery.ts';

const sections = { ...deliverySections, mappingCache };

/** Reads the fan-out function's environment; throws an Error that names what is wrong. */
export const parseFanOutEnvironment = environmentReader(sections, 'fan-out');

/** What only the fan-out function reads from its environment: its places and its cache of mappings. */
export function fanOutSettings(environment: EnvironmentValues<typeof sections, 'fan-out'>) {
  const { place, mappingCache: cache } = settingsIn(sections, 'fan-out', environment);
  const mappingCacheSettings: CacheSettings = {
    ttlMs: cache.cacheSeconds * 1000,
    maxMappings: cache.maxMappings,
  };
  return { place, mappingCache: mappingCacheSettings };
}
