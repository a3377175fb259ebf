import type { ReplayView } from '../../lambdas/contract/history-view.ts';
import { useConsole } from '../console-services.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { isOver } from '../text/replay-texts.ts';

/** A replay, loaded again until it is over. */
export function useReplay(id: string): Load<ReplayView> {
  const { api, polling } = useConsole();
  const load = useLoad((signal) => api.getReplay(id, signal), [api, id]);
  const isFollowed = load.state.kind !== 'ok' || !isOver(load.state.value);
  usePoll(load.refresh, isFollowed ? polling.pendingMs : undefined);
  return load;
}
