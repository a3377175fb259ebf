import { useRef } from 'preact/hooks';
import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import { ok } from '../api/api-result.ts';
import type { SourceKey } from '../api/source-path.ts';
import { useConsole } from '../console-services.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';

/** Everything known of one event at one source, loaded again while the page is visible. */
export function useDelivery(source: SourceKey, event: string): Load<EventDeliveryView> {
  const { api, polling } = useConsole();
  const shown = useRef<EventDeliveryView | undefined>(undefined);
  const load = useLoad(
    async (signal) => {
      // The contents never change: they are read once.
      const { bodyText = null, payload = null } = shown.current ?? {};
      const answer = await api.getDelivery(source, event, bodyText === null ? 'body' : '', signal);
      if (answer.kind === 'failed') return answer;
      return ok(bodyText === null ? answer.value : { ...answer.value, bodyText, payload });
    },
    [api, source.region, source.name, event],
  );
  shown.current = load.state.kind === 'ok' ? load.state.value : undefined;
  usePoll(load.refresh, polling.historyMs);
  return load;
}
