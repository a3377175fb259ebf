import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { isOver, replayOutcomes, replayStates, type Replay } from '../domain/history/replay.ts';
import type { Item } from './batch-get.ts';
import { mappingTableTtl } from './dynamodb-mapping-table.ts';
import { epochSeconds, tenantItemKey } from './tenant-item.ts';

/** How long a replay that is over can be read. */
const keptSeconds = 30 * 86_400;

/** How the sort keys of a tenant's replays begin. */
export const replayKeyPrefix = 'replay ';

/** The key of a replay's item. */
export function replayKey(tenant: string, id: string): Item {
  return tenantItemKey(tenant, `${replayKeyPrefix}${id}`);
}

/**
 * The attributes of a replay's item, the key apart. They leave out whether its end was asked for, so that
 * a write of the progress does not undo that.
 */
export function replayAttributes(of: Replay): Readonly<Record<string, unknown>> {
  const { version, run, isCancelRequested: _, ...replay } = of;
  const over = isOver(replay);
  const endedMs = Date.parse(replay.endedAt ?? replay.createdAt);
  return {
    version,
    replay,
    run,
    isOver: over,
    [mappingTableTtl]: over ? epochSeconds(endedMs) + keptSeconds : undefined,
  };
}

/** A replay's item as it is written. */
export function replayItem(replay: Replay): Item {
  const attributes = marshall(replayAttributes(replay), { removeUndefinedValues: true });
  return { ...replayKey(replay.source.tenant, replay.id), ...attributes };
}

/** Reads a replay's item. Throws a ValiError when it is none. */
export function readReplayItem(item: Item): Replay {
  const { replay, version, run, isCancelRequested } = v.parse(itemSchema, unmarshall(item));
  return {
    ...replay,
    version,
    ...(run && { run }),
    ...(isCancelRequested === true && { isCancelRequested }),
  };
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const timeSpan = { fromMs: v.number(), toMs: v.number() };
const cursor = v.record(v.string(), v.string());
const within = v.record(v.string(), v.object({ position: v.string(), rows: count }));

const runSchema = v.object({
  step: count,
  beganAtMs: v.number(),
  untilMs: v.exactOptional(v.number()),
  failures: count,
  within,
  seen: v.string(),
  calls: v.exactOptional(
    v.object({ calls: count, changedAtMs: v.number(), restUntilMs: v.number() }),
  ),
  pace: v.exactOptional(v.object({ events: v.number(), atMs: v.number() })),
});

const passedSchema = v.object({
  replay: v.string(),
  ...timeSpan,
  doubt: v.exactOptional(v.object(timeSpan)),
  cursor,
  within,
});

const replaySchema = v.object({
  id: v.string(),
  kind: v.picklist(['replay', 'resend']),
  source: v.object({
    tenant: v.string(),
    generator: v.string(),
    sourceArn: v.string(),
    sourceName: v.string(),
    region: v.string(),
    generation: v.string(),
  }),
  ...timeSpan,
  outcomes: v.array(v.picklist(replayOutcomes)),
  detailTypes: v.exactOptional(v.array(v.string())),
  events: v.exactOptional(v.array(v.string())),
  maxPerSecond: v.exactOptional(v.number()),
  passed: v.exactOptional(v.array(passedSchema)),
  doubt: v.exactOptional(v.object(timeSpan)),
  state: v.picklist(replayStates),
  progress: v.object({
    planned: count,
    sent: count,
    failed: count,
    filtered: count,
    withoutBody: count,
  }),
  cursor,
  startedBy: v.string(),
  createdAt: v.string(),
  startedAt: v.exactOptional(v.string()),
  endedAt: v.exactOptional(v.string()),
  endReason: v.exactOptional(v.string()),
});

const itemSchema = v.object({
  replay: replaySchema,
  version: count,
  run: v.exactOptional(runSchema),
  isCancelRequested: v.exactOptional(v.boolean()),
});
