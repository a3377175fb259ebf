import { deliverySections } from '../delivery/settings.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues, SettingsOf } from '../settings/setting.ts';
import { mappingCache } from '../settings/table/delivery.ts';

const sections = { ...deliverySections, mappingCache };

/** Reads the fan-out function's environment; throws an Error that names what is wrong. */
export const parseFanOutEnvironment = environmentReader(sections, 'fan-out');

/** What only the fan-out function reads from its environment. */
export function fanOutSettings(
  environment: EnvironmentValues<typeof sections, 'fan-out'>,
): SettingsOf<typeof sections, 'fan-out'> {
  return settingsIn(sections, 'fan-out', environment);
}
