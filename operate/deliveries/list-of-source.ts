import type { DeliveryView } from '../../lambdas/contract/history-view.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { RequestContext } from '../../lambdas/registration/request-context.ts';
import {
  bodiesSinceMs,
  deliveryView,
  listDeliveries,
} from '../../lambdas/registration/reading-history.ts';
import { refusal } from '../registration/refusal.ts';

/** Which deliveries are asked for. */
export interface DeliveryFilter extends Omit<
  Parameters<typeof listDeliveries>[1],
  'cursor' | 'limit'
> {
  /** Of each source, the newest. */
  readonly limit: number;
}

/** The deliveries of a source, the newest first. */
export interface SourceDeliveries {
  readonly deliveries: readonly DeliveryView[];
  readonly hasMore: boolean;
}

const maxPage = 100;

/** How deliveries are searched. */
export interface Search {
  readonly context: RequestContext;
  /** Ends the search; what was found until then is returned. */
  readonly signal: AbortSignal;
  /** Gets how far back the search has come, if it is not at its end. */
  readonly onPage: (searchedTo: number | undefined) => void;
}

/** Searches the history of a source, page by page, until there are enough or no more. */
export async function deliveriesOf(
  { sourceName: name, region }: Pick<Mapping, 'sourceName' | 'region'>,
  { limit, ...filter }: DeliveryFilter,
  { context, signal, onPage }: Search,
): Promise<SourceDeliveries> {
  const found: DeliveryView[] = [];
  const source = { name, region };
  let cursor: string | undefined;
  do {
    const query = {
      ...filter,
      limit: Math.min(maxPage, limit - found.length),
      ...(cursor !== undefined && { cursor }),
    };
    const page = await listDeliveries(source, query, context);
    if (page.kind === 'problem') throw refusal(page);
    const bodiesFromMs = bodiesSinceMs(context);
    found.push(...page.rows.map((row) => ({ ...deliveryView(row, bodiesFromMs), source })));
    cursor = page.nextCursor;
    onPage(page.searchedToMs);
  } while (cursor !== undefined && found.length < limit && !signal.aborted);
  return { deliveries: found, hasMore: cursor !== undefined };
}
