import { marshall } from '@aws-sdk/util-dynamodb';
import type { Choices } from '../domain/choices.ts';
import { controlledFields, type ControlledFields } from '../domain/mapping-control.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingVersion } from '../ports/delivery.ts';
import type { MappingChange, OutboxClaim } from '../ports/reconcile.ts';
import type { ReplacedMapping } from '../ports/registration.ts';
import { fieldUpdate, type Update } from './conditional-update.ts';
import {
  addToOutbox,
  isLiveGeneration,
  keepMissedSince,
  mappingTableKey,
  mappingTableTtl,
} from './dynamodb-mapping-table.ts';
import { mappingAttributes } from './mapping-item.ts';

/**
 * The update that changes a live mapping, on condition that it has not been changed or checked since it
 * was read.
 */
export function changeUpdate(read: Mapping, change: MappingChange): Update {
  const { state, lastCheckedAt, expirationTime, notifiedDaysLeft, outbox } = change;
  const { missed, notifiedFailing } = change;
  const hasOutbox = outbox.length > 0;
  const unchanged = [
    isAsWas('lastCheckedAt', read.lastCheckedAt),
    ...(missed ? [isAsWas('missedSince', read.missedSince), isLeftAsWas(read)] : []),
  ];
  return fieldUpdate(
    {
      state,
      lastCheckedAt,
      expirationTime,
      notifiedDaysLeft,
      ...missed,
      ...(notifiedFailing && { notifiedFailing }),
    },
    {
      sets: hasOutbox ? [addToOutbox] : [],
      condition: [isLiveGeneration, ...unchanged].join(' AND '),
      values: {
        ':generation': read.generation,
        ':readlastCheckedAt': read.lastCheckedAt,
        ...(missed && {
          ':readmissedSince': read.missedSince,
          ':readleftBefore': read.leftBefore,
        }),
        ...(hasOutbox && { ':none': [], ':notifications': outbox }),
      },
    },
  );
}

/** The condition that nobody has left anything since: no update of a check sets this attribute. */
function isLeftAsWas({ leftBefore }: Pick<Mapping, 'leftBefore'>): string {
  return leftBefore === undefined
    ? 'attribute_not_exists(leftBefore)'
    : 'leftBefore = :readleftBefore';
}

/** The condition that an attribute has the value `:read<name>`, or is absent. */
function isAsWas(name: string, value: unknown): string {
  return value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :read${name}`;
}

/** What an older registration of the same source leaves to the next one. */
const inherited = ['missedUntil', 'doubt', 'skipBefore'] as const;
const endedByRetirement = ['pausedAt', 'sendsMissedOnceActive'] as const;
const kept = new Set<string>([
  mappingTableKey.partition,
  mappingTableKey.sort,
  'outbox',
  'missedSince',
  'leftBefore',
  ...inherited,
  ...endedByRetirement,
]);
const replaced = [...mappingAttributes, mappingTableTtl].filter((name) => !kept.has(name));
const noFields = Object.fromEntries(replaced.map((name) => [name, undefined]));
const noPause = Object.fromEntries(endedByRetirement.map((name) => [name, undefined]));

/**
 * The update that writes a mapping over the one that was read, or where there was none. The older
 * one's outbox and its claim stay, as does what it knows of missed events; everything else is replaced.
 * Over a retired one, since when events may have been missed is what the new one says.
 */
export function registerUpdate(mapping: Mapping, replaces: ReplacedMapping | undefined): Update {
  const isOverRetired = replaces?.retirement !== undefined;
  return replaceUpdate(mapping, {
    isOverRetired,
    condition: isOverRetired
      ? `${isAsRead(replaces)} AND ${isMissedAsRead(replaces)}`
      : isAsRead(replaces),
    values: {
      ':readGeneration': replaces?.generation,
      ':readdetailTypes': replaces?.detailTypes,
      ':readdisplayName': replaces?.displayName,
      ...(isOverRetired && missedValues(replaces)),
    },
  });
}

/**
 * The update that writes an adopted mapping over the retired one that was read, or where there was none.
 * Since when events may have been missed is what the adopted one says.
 */
export function adoptUpdate(mapping: Mapping, retired: Mapping | undefined): Update {
  return replaceUpdate(mapping, {
    isOverRetired: true,
    condition: isRetiredAsRead(retired),
    values: { ':readGeneration': retired?.generation, ...(retired && missedValues(retired)) },
  });
}

function isRetiredAsRead(read: Mapping | undefined): string {
  if (read === undefined) return 'attribute_not_exists(generator)';
  const isRetired = 'attribute_exists(retirement) AND #generation = :readGeneration';
  return `${isRetired} AND ${isMissedAsRead(read)}`;
}

type ReadMissed = Pick<Mapping, 'missedSince' | 'leftBefore'>;

function isMissedAsRead(read: ReadMissed): string {
  const isSameTime =
    read.missedSince === undefined
      ? 'attribute_not_exists(missedSince)'
      : 'missedSince = :readmissedSince';
  return `${isSameTime} AND ${isLeftAsWas(read)}`;
}

function missedValues({ missedSince, leftBefore }: ReadMissed) {
  return { ':readmissedSince': missedSince, ':readleftBefore': leftBefore };
}

const setMissedSince = 'missedSince = :missedSince';

function replaceUpdate(
  mapping: Mapping,
  {
    isOverRetired,
    condition,
    values,
  }: {
    readonly isOverRetired: boolean;
    readonly condition: string;
    readonly values: Readonly<Record<string, unknown>>;
  },
): Update {
  const { generator: _, sourceArn: __, outbox, missedSince, leftBefore, ...fields } = mapping;
  return fieldUpdate(
    { ...noFields, ...(isOverRetired && noPause), ...fields },
    {
      sets: [
        ...(outbox === undefined ? [] : [addToOutbox]),
        ...(missedSince === undefined ? [] : [isOverRetired ? setMissedSince : keepMissedSince]),
        ...(leftBefore === undefined
          ? []
          : ['leftBefore = if_not_exists(leftBefore, :leftBefore)']),
      ],
      condition,
      values: {
        ...values,
        ':missedSince': missedSince,
        ':leftBefore': leftBefore,
        ...(outbox !== undefined && { ':none': [], ':notifications': outbox }),
      },
    },
  );
}

function isAsRead(read: ReplacedMapping | undefined): string {
  if (read === undefined) return 'attribute_not_exists(generator)';
  const hasChoices = [
    isAsWas('detailTypes', read.detailTypes),
    isAsWas('displayName', read.displayName),
  ];
  return ['#generation = :readGeneration', ...hasChoices].join(' AND ');
}

/** The update that changes the tenant's choices of a live mapping. */
export function choicesUpdate({ generation }: MappingVersion, choices: Choices): Update {
  const { detailTypes, displayName } = choices;
  const changed = {
    ...(detailTypes !== undefined && { detailTypes: detailTypes ?? undefined }),
    ...(displayName !== undefined && { displayName: displayName ?? undefined }),
  };
  const values = { ':generation': generation };
  return fieldUpdate(changed, { condition: isLiveGeneration, values });
}

/** The update that claims a mapping's outbox, on condition that it has notifications and no other claim. */
export function claimUpdate({ from, until }: OutboxClaim): Update {
  return {
    UpdateExpression: 'SET outboxClaimedUntil = :until',
    ConditionExpression:
      'size(outbox) > :none AND (attribute_not_exists(outboxClaimedUntil) OR outboxClaimedUntil <= :from)',
    ExpressionAttributeValues: marshall({ ':until': until, ':from': from, ':none': 0 }),
    ReturnValues: 'ALL_NEW',
  };
}

/**
 * The update that ends a claim and removes the notifications of these indexes, on condition that the
 * claim has not been replaced.
 */
export function settleUpdate({ until }: OutboxClaim, sent: readonly number[]): Update {
  // The last one first, since dynalite removes them one by one, which moves those behind.
  const removed = sent.toSorted((a, b) => b - a).map((index) => `, outbox[${index}]`);
  return {
    UpdateExpression: `REMOVE outboxClaimedUntil${removed.join('')}`,
    ConditionExpression: 'outboxClaimedUntil = :until',
    ExpressionAttributeValues: marshall({ ':until': until }),
  };
}

/** The update that changes what a control may change, on condition that nothing has changed it since it was read. */
export function controlUpdate(read: Mapping, fields: ControlledFields): Update {
  const scalars = controlledFields.filter((name) => name !== 'doubt');
  const names = [...scalars, 'state'] as const;
  const values = names.map((name) => [`:read${name}`, read[name]] as const);
  const isRetired = read.retirement !== undefined;
  const update = fieldUpdate(
    Object.fromEntries(controlledFields.map((name) => [name, fields[name]] as const)),
    {
      condition: [
        'generation = :generation',
        isRetired ? 'attribute_exists(retirement)' : 'attribute_not_exists(retirement)',
        ...names.map((name) => isAsWas(name, read[name])),
        // Its end tells one doubt from another.
        read.doubt ? '#doubt.#to = :readdoubt' : 'attribute_not_exists(#doubt)',
      ].join(' AND '),
      values: {
        ':generation': read.generation,
        ':readdoubt': read.doubt?.to,
        ...Object.fromEntries(values),
      },
    },
  );
  const { ExpressionAttributeNames: used } = update;
  const others = { '#state': 'state', ...(read.doubt && { '#to': 'to' }) };
  return { ...update, ExpressionAttributeNames: { ...used, ...others } };
}
