import * as v from 'valibot';
import { REPLAY_STATES, type Replay } from '../state/archive.ts';

/** A replay of an account. One that was running goes on when it is loaded. */
export const savedReplay = v.strictObject({
  account: v.string(),
  name: v.string(),
  archive: v.string(),
  description: v.optional(v.string()),
  destinationArn: v.string(),
  filterArns: v.optional(v.array(v.string())),
  eventsFromMs: v.number(),
  eventsToMs: v.number(),
  startedAtMs: v.number(),
  state: v.picklist(REPLAY_STATES),
  stateReason: v.optional(v.string()),
  dueAtMs: v.number(),
  nextFromMs: v.number(),
  lastReplayedMs: v.optional(v.number()),
  endedAtMs: v.optional(v.number()),
});

/** The same, of {@link savedReplay}. */
export type SavedReplay = v.InferOutput<typeof savedReplay>;

/** A replay as it is saved. */
export function saveReplay(account: string, { filterArns, ...replay }: Replay): SavedReplay {
  return { account, ...replay, filterArns: filterArns && [...filterArns] };
}

/** The replay that was saved. */
export function loadedReplay(saved: SavedReplay): Replay {
  const { description, filterArns, stateReason, lastReplayedMs, endedAtMs } = saved;
  return { ...saved, description, filterArns, stateReason, lastReplayedMs, endedAtMs };
}
