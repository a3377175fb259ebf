import type { Observed } from '../../../emulator/observed/observed.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { callTimeThatFollows } from './call-time.ts';
import { codesThatFollow } from './codes.ts';
import type { Following, HasFleet } from './following.ts';
import { limitsThatFollow } from './limits.ts';
import { notesOnSettings } from './notes.ts';

/**
 * The settings that follow from what was observed in all Regions. A stage has one value for all of them, so
 * it is the one that holds in each.
 */
export function settingsThatFollow(
  observed: Observed,
  settings: Settings,
  hasFleet: HasFleet,
): Following {
  const parts = [
    limitsThatFollow(observed, settings),
    callTimeThatFollows(observed, settings, hasFleet),
    codesThatFollow(observed, settings),
    { changes: [], notes: notesOnSettings(observed, settings) },
  ];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
