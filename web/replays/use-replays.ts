import type { ReplayPageView } from '../../lambdas/contract/history-view.ts';
import type { SourceKey } from '../api/source-path.ts';
import { useConsole } from '../console-services.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { isOver } from '../text/replay-texts.ts';

/** The newest replays of a source; figures are current while one runs. */
export function useReplays({ region, name }: SourceKey): Load<ReplayPageView> {
  const { api, polling } = useConsole();
  const load = useLoad(
    (signal) => api.listReplays({ region, name }, '', signal),
    [api, region, name],
  );
  const isRunning =
    load.state.kind === 'ok' && load.state.value.replays.some((replay) => !isOver(replay));
  usePoll(load.refresh, isRunning ? polling.pendingMs : polling.historyMs);
  return load;
}
