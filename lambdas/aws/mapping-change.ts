import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingChange } from '../reconcile/ports.ts';
import { addNotices } from './dynamodb-mapping-table.ts';

/** The update that changes a live mapping, on condition that nobody has changed or checked it since it was read. */
export function changeUpdate(
  { generation, lastCheckedAt: readCheckedAt }: Mapping,
  { state, lastCheckedAt, expirationTime, toldDaysLeft, notices }: MappingChange,
): Omit<UpdateItemCommandInput, 'TableName' | 'Key'> {
  const fields = { state, lastCheckedAt, expirationTime, toldDaysLeft };
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  const removed = Object.keys(fields).filter((name) => !set.some(([other]) => other === name));
  const sets = set.map(([name]) => `#${name} = :${name}`);
  if (notices.length > 0) sets.push(addNotices);
  const removes = removed.map((name) => `#${name}`).join(', ');
  const unchanged =
    readCheckedAt === undefined
      ? 'attribute_not_exists(lastCheckedAt)'
      : '#lastCheckedAt = :readCheckedAt';
  return {
    UpdateExpression: `SET ${sets.join(', ')}${removes === '' ? '' : ` REMOVE ${removes}`}`,
    ConditionExpression: `generation = :generation AND attribute_not_exists(retirement) AND ${unchanged}`,
    ExpressionAttributeNames: Object.fromEntries(
      Object.keys(fields).map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: marshall({
      ':generation': generation,
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ...(readCheckedAt !== undefined && { ':readCheckedAt': readCheckedAt }),
      ...(notices.length > 0 && { ':none': [], ':notices': notices }),
    }),
  };
}
