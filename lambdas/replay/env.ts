import { deliverySections } from '../delivery/settings.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { history } from '../settings/table/history.ts';
import { replay } from '../settings/table/replay.ts';

const sections = { ...deliverySections, history, replay };

/** Reads the replay function's environment; throws an Error that names what is wrong. */
export const parseReplayEnvironment = environmentReader(sections, 'replay');

/** What only the replay function reads from its environment: its places, and how replays are sent. */
export function replaySettings(environment: EnvironmentValues<typeof sections, 'replay'>) {
  const { place, replay: sending } = settingsIn(sections, 'replay', environment);
  return { place, replaySettings: sending };
}
