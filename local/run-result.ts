import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { QueueFunctionName } from '../lambdas/settings/deployment.ts';
import type { StoredMessage } from './aws/sqs.ts';
import type { BatchTotals } from './batch-totals.ts';
import type { Cloud } from './cloud.ts';
import { emulatorView, type EventBridgeCounters, type Received } from './emulator-view.ts';
import type { Fed } from './feed.ts';
import { countWithoutText, recordedRows, type RecordedRow } from './history/recorded.ts';
import { followLinks, type FollowedLinks } from './large-events/follow-links.ts';
import { localDynamoDbClient } from './mapping-table.ts';
import { size } from './queues.ts';

/** A mapping that was retired during the run. */
export interface RetiredMapping {
  readonly sourceName: string;
  readonly region: string;
  readonly reason: string;
}

/** Everything known after a run, from each service's own point of view. */
export interface RunResult {
  readonly fed: Fed;
  /** What the functions reported. */
  readonly totals: BatchTotals;
  readonly counters: EventBridgeCounters;
  readonly received: readonly Received[];
  readonly eventsDeadLetters: readonly StoredMessage[];
  readonly retriesDeadLetters: readonly StoredMessage[];
  /** Messages left on the events and retry queues. */
  readonly waiting: number;
  readonly retired: readonly RetiredMapping[];
  /** Invocations of a function that returned nothing. */
  readonly failedInvocations: number;
  /** How many of them Lambda stopped as a recursive loop. */
  readonly stoppedLoops: Readonly<Record<QueueFunctionName, number>>;
  /** What the history has. */
  readonly rows: readonly RecordedRow[];
  /** Rows of held events whose texts are not kept. */
  readonly heldWithoutText: number;
  /** What the links of stubs lead to. */
  readonly links: FollowedLinks;
  readonly elapsedMs: number;
}

/** Collects the result of a run from every service. */
export async function collectRunResult(
  cloud: Cloud,
  run: Pick<RunResult, 'fed' | 'totals' | 'elapsedMs'>,
): Promise<RunResult> {
  const view = emulatorView(cloud.endpoints.eventBridge);
  const { endpoints, historyTableName } = cloud;
  const rows = await recordedRows(endpoints, historyTableName);
  const held = rows.filter(({ outcome }) => outcome === 'held');
  const { events, retries, eventsDeadLetters, retriesDeadLetters } = cloud.queues;
  const received = await view.received();
  return {
    ...run,
    counters: await view.counters(),
    received,
    links: await followLinks(received, cloud.consoleUrl),
    eventsDeadLetters: eventsDeadLetters.messages(),
    retriesDeadLetters: retriesDeadLetters.messages(),
    waiting: size(events) + size(retries),
    retired: await retiredMappings(cloud),
    failedInvocations: cloud.functions.failedInvocations(),
    stoppedLoops: cloud.functions.stoppedLoops(),
    rows,
    heldWithoutText: await countWithoutText(held, endpoints),
  };
}

async function retiredMappings({ endpoints, tableName }: Cloud): Promise<RetiredMapping[]> {
  const client = localDynamoDbClient(endpoints.dynamodb);
  const retired: RetiredMapping[] = [];
  let startKey: ScanCommand['input']['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: 'attribute_exists(retirement)',
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of page.Items ?? []) {
      const { retirement, ...mapping } = v.parse(retiredSchema, unmarshall(item));
      retired.push({ ...mapping, reason: retirement.reason });
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  client.destroy();
  return retired;
}

const retiredSchema = v.object({
  sourceName: v.string(),
  region: v.string(),
  retirement: v.object({ reason: v.string() }),
});
