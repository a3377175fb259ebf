import type { Replay, ReplayRun } from '../domain/history/replay.ts';
import type { ReplayTable } from '../ports/replays.ts';

/** A replay with a step under way. */
export type BegunReplay = Replay & { readonly run: ReplayRun };

/** Somebody else has written the replay: this step must do no more. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError';
}

/** A replay as the table has it, so that each write is for the version before it. */
export interface SavedReplay {
  current(): BegunReplay;
  /** Writes some members. Throws a SupersededError if somebody else has written the replay. */
  save(changes: Partial<BegunReplay>): Promise<void>;
  /** Whether its end was asked for by now. Throws a SupersededError as `save` does. */
  isCancelRequested(): Promise<boolean>;
}

/** A replay whose step was begun and saved. */
export function savedReplay(
  begun: BegunReplay,
  replays: Pick<ReplayTable, 'find' | 'save'>,
): SavedReplay {
  let replay = begun;
  return {
    current: () => replay,
    async save(changes) {
      const next = { ...replay, ...changes, version: replay.version + 1 };
      if ((await replays.save(next)) === 'superseded') throw superseded(replay);
      replay = next;
    },
    async isCancelRequested() {
      const found = await replays.find(replay.source.tenant, replay.id);
      if (found?.version !== replay.version) throw superseded(replay);
      return found.isCancelRequested === true;
    },
  };
}

function superseded({ id, version }: Replay): SupersededError {
  return new SupersededError(`version ${version} of the replay ${id} is not the last one`);
}
