import { useRef } from 'preact/hooks';
import type { ApiFailure } from '../api/api-result.ts';
import { ok } from '../api/api-result.ts';
import { deliveriesAPage, type DeliveryQuery } from '../api/history-calls.ts';
import type { SourceKey } from '../api/source-path.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { deliveryQuery, type DeliveryFilter } from './delivery-filter.ts';
import { withNewest, withNextPage, type DeliveryList } from './delivery-list.ts';

/** The deliveries, and how to search further back. */
export interface LoadedDeliveries extends Load<DeliveryList> {
  readonly isSearching: boolean;
  readonly searchFailure: ApiFailure | undefined;
  readonly searchFurther: () => void;
}

/**
 * Loads deliveries page by page, and new ones while the page is visible. For one filter: another needs
 * another component.
 */
export function useDeliveries(source: SourceKey, filter: DeliveryFilter): LoadedDeliveries {
  const { api, polling } = useConsole();
  const shown = useRef<DeliveryList | undefined>(undefined);
  const load = useLoad(
    async (signal) => {
      const query = deliveryQuery(filter, Date.now());
      const answer = await api.listDeliveries(source, query, '', signal);
      if (answer.kind === 'failed') return answer;
      return ok(withNewest(shown.current, { ...answer.value, query }, deliveriesAPage));
    },
    [api],
  );
  shown.current = load.state.kind === 'ok' ? load.state.value : undefined;
  usePoll(load.refresh, load.state.kind === 'ok' ? polling.historyMs : undefined);

  const further = useCall(
    (query: DeliveryQuery, cursor: string) => api.listDeliveries(source, query, cursor),
    'search',
  );
  const searchFurther = async () => {
    const before = shown.current;
    if (before === undefined || before.nextCursor === null) return;
    const page = await further.run(before.query, before.nextCursor);
    if (page === undefined) return;
    // Newer deliveries may have come meanwhile.
    load.replace(withNewest(withNextPage(before, page), shown.current ?? before, deliveriesAPage));
  };
  return {
    ...load,
    isSearching: further.isBusy,
    searchFailure: further.failure,
    searchFurther: () => void searchFurther(),
  };
}
