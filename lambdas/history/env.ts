import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { history } from '../settings/table/history.ts';
import { place } from '../settings/table/place.ts';

const sections = { place, history };

/** Reads the recorder's environment; throws an Error that names what is wrong. */
export const parseHistoryEnvironment = environmentReader(sections, 'history');

/** The recorder's places and how long it keeps rows, from its environment. */
export function historySettings(environment: EnvironmentValues<typeof sections, 'history'>) {
  return settingsIn(sections, 'history', environment);
}
