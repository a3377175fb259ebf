import type { Replay, ReplayState } from '../domain/history/replay.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { SavedReplay } from './saved-replay.ts';
import type { ReplayContext } from './services.ts';

/** How a replay is over. */
export interface ReplayEnd {
  readonly state: Extract<ReplayState, 'completed' | 'cancelled' | 'ended'>;
  /** Why, in words; absent if it is complete or was cancelled. */
  readonly reason?: string;
  /** The source's mapping, if the replay is complete. */
  readonly mapping?: Mapping;
}

/** Ends a replay. What was missed is noted as sent before that, so that a crash in between repeats it. */
export async function finish(
  saved: SavedReplay,
  { state, reason, mapping }: ReplayEnd,
  context: ReplayContext,
): Promise<void> {
  const replay = saved.current();
  const { id, source, progress } = replay;
  if (mapping !== undefined && sentAllMissed(replay)) {
    const from = new Date(replay.fromMs).toISOString();
    const until = new Date(replay.toMs).toISOString();
    await context.missedSent(mapping, { from, until });
  }
  const { sent, failed, filtered, withoutBody } = progress;
  const handled = sent + failed + filtered + withoutBody;
  await saved.save({
    state,
    endedAt: new Date(context.now()).toISOString(),
    ...(reason !== undefined && { endReason: reason }),
    ...(state === 'completed' && { progress: { ...progress, planned: handled } }),
    // How far it has come is still of use, and the number of the step.
    run: { ...replay.run, seen: '' },
  });
  context.reportEnded(state);
  context.log.info('replay is over', { replay: id, state, reason, ...progress });
  await giveTurnBack(source.region, id, context);
}

/** A turn that is not given back ends by itself. */
async function giveTurnBack(
  region: string,
  replay: string,
  { turns, log }: ReplayContext,
): Promise<void> {
  try {
    await turns.giveBack(region, replay);
  } catch (error) {
    log.warn('the turn of a replay could not be given back', { replay, error });
  }
}

/** Whether a complete replay has sent everything of its time that was missed. */
function sentAllMissed({ outcomes, detailTypes, events }: Replay): boolean {
  return outcomes.includes('missed') && detailTypes === undefined && events === undefined;
}
