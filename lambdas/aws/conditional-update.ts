import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { isError } from '../domain/is-error.ts';

/** An update of one item, without the item's key. */
export type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

/** What an update has besides its fields. */
interface Besides {
  /** Further parts of its SET clause. */
  readonly sets?: readonly string[];
  readonly condition: string;
  /** The values that those parts and the condition use, with their colons. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The update that sets these attributes of an item, and removes those that are undefined. Its
 * condition may name them as `#<attribute>`.
 */
export function fieldUpdate(
  fields: Readonly<Record<string, unknown>>,
  { sets = [], condition, values }: Besides,
): Update {
  const names = Object.keys(fields);
  const set = names.filter((name) => fields[name] !== undefined);
  const removed = names.filter((name) => fields[name] === undefined);
  const clauses = [
    ['SET', [...set.map((name) => `#${name} = :${name}`), ...sets]],
    ['REMOVE', removed.map((name) => `#${name}`)],
  ] as const;
  return {
    UpdateExpression: clauses
      .filter(([, parts]) => parts.length > 0)
      .map(([word, parts]) => `${word} ${parts.join(', ')}`)
      .join(' '),
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(
      { ...Object.fromEntries(set.map((name) => [`:${name}`, fields[name]])), ...values },
      { removeUndefinedValues: true },
    ),
  };
}

/** The answer to a conditional write, or undefined if its condition did not hold. */
export async function unlessSuperseded<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

/** Whether a write failed by its condition. The error's class would bring the SDK's whole client along. */
export function isConditionFailure(error: unknown): boolean {
  return isError(error) && error.name === 'ConditionalCheckFailedException';
}
