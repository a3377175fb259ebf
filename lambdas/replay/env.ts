import { deliverySections } from '../delivery/settings.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { reconcile } from '../settings/table/reconcile.ts';
import { replay } from '../settings/table/replay.ts';

const sections = { ...deliverySections, replay, reconcile };

/** Reads the replay function's environment; throws an Error that names what is wrong. */
export const parseReplayEnvironment = environmentReader(sections, 'replay');

/** What only the replay function reads from its environment: places, and how replays are read and sent. */
export function replaySettings(environment: EnvironmentValues<typeof sections, 'replay'>) {
  const settings = settingsIn(sections, 'replay', environment);
  const { place, history, replay: sending } = settings;
  const { settleSeconds } = settings.reconcile;
  return { place, rowDays: history.rowDays, replaySettings: { ...sending, settleSeconds } };
}
