import type {
  MappingActivity,
  MappingTable,
  MappingVersion,
} from '../../lambdas/ports/delivery.ts';
import { retirementOf, type Mapping } from '../../lambdas/domain/mapping.ts';
import { missedSinceRetirement } from '../../lambdas/domain/missed.ts';
import type { Notification } from '../../lambdas/domain/notification.ts';
import { countAmong, liveAmong } from './live-mappings.ts';
import { mappingItems, type MappingItems } from './mapping-items.ts';

/** A mapping table in memory, which remembers its look-ups and can be made unreachable. */
export interface FakeMappingTable extends MappingTable {
  /** What the table holds; another port may see the same. */
  readonly items: MappingItems;
  /** The generators that were looked up, in order. */
  readonly lookUps: string[];
  /** The generators of which mappings were counted, in order, once for each call. */
  readonly counts: string[];
  /** Writes a mapping over whatever is there: how a test arranges its world. */
  put(mapping: Mapping): void;
  /** Every mapping, the retired ones too. */
  all(): readonly Mapping[];
  /** Look-ups of these generators, and of no others, reject from now on. */
  failLookUpsOf(...generators: string[]): void;
  /** What was noted, in order, whether it was written or not. */
  readonly notes: (MappingVersion & MappingActivity)[];
  /** Every note of these source ARNs, or of all, rejects from now on. */
  failNotes(...sourceArns: string[]): void;
  /** Every retirement rejects from now on. */
  failRetirements(): void;
}

/** A mapping table that holds these mappings. */
export function fakeMappingTable(...mappings: readonly Mapping[]): FakeMappingTable {
  const items = mappingItems(mappings);
  let retirementsFail = false;
  const notes: FakeMappingTable['notes'] = [];
  let unnotable: readonly string[] | 'all' = [];

  return {
    ...readsOf(items),
    items,
    put: (mapping) => items.put(mapping),
    all: () => items.all(),
    notes,
    failNotes: (...sourceArns) => {
      unnotable = sourceArns.length === 0 ? 'all' : sourceArns;
    },
    failRetirements: () => {
      retirementsFail = true;
    },
    async retire(version, notification) {
      failIf(retirementsFail);
      return retireItem(items, version, notification);
    },
    async noteActivity({ generator, sourceArn, generation }, activity) {
      const version = { generator, sourceArn, generation };
      notes.push({ ...version, ...activity });
      failIf(unnotable === 'all' || unnotable.includes(sourceArn));
      return noteItem(items, version, activity);
    },
  };
}

type Reads = 'findLive' | 'countLive' | 'lookUps' | 'counts' | 'failLookUpsOf';

function readsOf(items: MappingItems): Pick<FakeMappingTable, Reads> {
  let unreachable: readonly string[] = [];
  const lookUps: string[] = [];
  const counts: string[] = [];
  return {
    lookUps,
    counts,
    failLookUpsOf: (...generators) => {
      unreachable = generators;
    },
    async findLive(generator, options) {
      lookUps.push(generator);
      failIf(unreachable.includes(generator));
      return liveAmong(items.all(), generator, options).map(withoutDisplayName);
    },
    async countLive(generator, options) {
      counts.push(generator);
      failIf(unreachable.includes(generator));
      return countAmong(items.all(), generator, options);
    },
  };
}

/** A look-up reads no display name. */
function withoutDisplayName(mapping: Mapping): Mapping {
  const { displayName: _, ...lookedUp } = mapping;
  return lookedUp;
}

function failIf(isUnreachable: boolean): void {
  if (isUnreachable) throw new Error('the table cannot be reached');
}

function retireItem(items: MappingItems, version: MappingVersion, notification: Notification) {
  const { mapping: found, claimedUntil } = items.get(version) ?? {};
  if (found === undefined) return 'absent';
  if (found.retirement !== undefined) return 'retiredBefore';
  if (found.generation !== version.generation) return 'superseded';
  const outbox = [...(found.outbox ?? []), notification];
  const retirement = retirementOf(notification);
  const { missedSince = missedSinceRetirement(retirement.retiredAt) } = found;
  items.put({ ...found, outbox, retirement, missedSince }, claimedUntil);
  return 'retired';
}

function noteItem(items: MappingItems, version: MappingVersion, activity: MappingActivity) {
  const { mapping: found, claimedUntil } = items.get(version) ?? {};
  if (found?.generation !== version.generation || found.retirement !== undefined) {
    return 'superseded';
  }
  const { failingSince = activity.lastError?.time, ...others } = found;
  const isFailing = activity.lastAcceptedEvent === undefined && failingSince !== undefined;
  items.put({ ...others, ...activity, ...(isFailing && { failingSince }) }, claimedUntil);
  return 'noted';
}
