import { isOver, type Replay } from '../../lambdas/domain/history/replay.ts';
import type { ReplayTable } from '../../lambdas/ports/replays.ts';
import type { Pause } from '../../terminal/pause.ts';

/** How a replay is followed. */
export interface Following {
  readonly context: { readonly replays: Pick<ReplayTable, 'find'> };
  /** Ends the following, not the replay. */
  readonly signal: AbortSignal;
  readonly pause: Pause;
  readonly onProgress: (replay: Replay) => void;
}

const pollMs = 2_000;

/** Waits until a replay is over or the signal is aborted; returns the replay as it was last seen. */
export async function followReplay(
  started: Replay,
  { context, signal, pause, onProgress }: Following,
): Promise<Replay> {
  let replay = started;
  for (;;) {
    onProgress(replay);
    if (isOver(replay) || signal.aborted) return replay;
    await pause(pollMs, signal);
    if (signal.aborted) return replay;
    replay = (await context.replays.find(replay.source.tenant, replay.id)) ?? replay;
  }
}
