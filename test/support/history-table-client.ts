import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

type Item = Record<string, AttributeValue>;

/** The items of a table with the key `pk`, `sk`. */
export type TableItems = Map<string, Map<string, Item>>;

/** Carries out a command, when and if it arrives. */
export type AroundCommand = (command: object, perform: () => object) => Promise<object>;

// So small that readers of a test's history meet several pages.
const pageItems = 3;

/**
 * A client of DynamoDB in memory, as far as the history's adapters use it: with conditions on the version,
 * and queries of a range of sort keys.
 */
export function historyTableClient(items: TableItems, around: AroundCommand): DynamoDBClient {
  const send = (command: object) => around(command, () => perform(items, command));
  // The SDK's paginators ask for an instance.
  const client: object = Object.create(DynamoDBClient.prototype);
  return Object.assign(client, { send }) as unknown as DynamoDBClient;
}

function perform(items: TableItems, command: object): object {
  if (command instanceof QueryCommand) return query(items, command.input);
  if (command instanceof GetItemCommand) return { Item: find(items, command.input.Key ?? {}) };
  if (command instanceof PutItemCommand) return putOne(items, command.input);
  if (command instanceof DeleteItemCommand) return remove(items, command.input.Key ?? {});
  if (command instanceof BatchWriteItemCommand) return putAll(items, command.input);
  throw new Error(`the table in memory has no ${command.constructor.name}`);
}

function putOne(items: TableItems, input: PutItemCommand['input']): object {
  const { Item: item = {}, ConditionExpression: condition } = input;
  const before = find(items, item)?.['version'];
  const asked = input.ExpressionAttributeValues?.[':before'];
  if (condition !== undefined && before?.N !== asked?.N) {
    throw new ConditionalCheckFailedException({ message: 'another version', $metadata: {} });
  }
  put(items, item);
  return {};
}

function putAll(
  items: TableItems,
  { RequestItems: tables }: BatchWriteItemCommand['input'],
): object {
  for (const { PutRequest: request } of Object.values(tables ?? {}).flat()) {
    put(items, request?.Item ?? {});
  }
  return {};
}

function remove(items: TableItems, key: Item): object {
  const { pk, sk } = keyOf(key);
  items.get(pk)?.delete(sk);
  return {};
}

function query(items: TableItems, input: QueryCommand['input']): object {
  const values = unmarshall(input.ExpressionAttributeValues ?? {});
  const [from, to] = rangeOf(values);
  const start = input.ExclusiveStartKey && keyOf(input.ExclusiveStartKey).sk;
  const isForward = input.ScanIndexForward !== false;
  const inOrder = [...(items.get(values[':pk']) ?? [])]
    .filter(([sk]) => sk >= from && sk <= to)
    .toSorted(([one], [other]) => (one < other === isForward ? -1 : 1));
  const first = start === undefined ? 0 : inOrder.findIndex(([sk]) => sk === start) + 1;
  const page = inOrder.slice(first, first + pageItems).map(([, item]) => item);
  const { pk, sk } = page.at(-1) ?? {};
  const hasMore = inOrder.length > first + pageItems;
  return { Items: page, ...(hasMore && { LastEvaluatedKey: { pk, sk } }) };
}

function rangeOf(values: Record<string, string>): readonly [string, string] {
  const { ':prefix': prefix, ':after': after = '', ':before': before = '' } = values;
  return prefix === undefined ? [after, before] : [prefix, `${prefix}\uffff`];
}

function find(items: TableItems, key: Item): Item | undefined {
  const { pk, sk } = keyOf(key);
  return items.get(pk)?.get(sk);
}

function put(items: TableItems, item: Item): void {
  const { pk, sk } = keyOf(item);
  const ofPartition = items.get(pk) ?? new Map<string, Item>();
  items.set(pk, ofPartition.set(sk, item));
}

function keyOf({ pk, sk }: Item): { readonly pk: string; readonly sk: string } {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}
