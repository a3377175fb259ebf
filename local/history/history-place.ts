import type { Queues } from '../queues.ts';
import { homeRegion } from '../partner.ts';
import { historyBucketPrefix } from './history-table.ts';

/** Where the history is, as the functions' variables have it; the home Region alone has a data plane. */
export function historyPlace(
  queues: Pick<Queues, 'history' | 'replays'>,
  historyTableName: string,
) {
  return {
    historyQueueUrl: queues.history.url,
    replayQueueUrl: queues.replays.url,
    historyTableName,
    historyBucketPrefix,
    historyRegions: [homeRegion],
  };
}
