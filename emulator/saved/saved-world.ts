import * as v from 'valibot';
import { faultSettings } from '../faults/fault-settings.ts';
import { savedEvent } from './saved-events.ts';
import { savedRegion } from './saved-region.ts';

/** The `state` of a saved state. Each part of the world that is saved has one member here. */
export const savedWorld = v.strictObject({
  clockOffsetMs: v.number(),
  faults: faultSettings,
  regions: v.array(savedRegion),
  received: v.array(savedEvent),
});

/** The same, of {@link savedWorld}. */
export type SavedWorld = v.InferOutput<typeof savedWorld>;
