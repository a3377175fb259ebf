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
  if (command instanceof GetItemCommand) {
    const item = find(items, command.input.Key ?? {});
    return item === undefined ? {} : { Item: item };
  }
  if (command instanceof PutItemCommand) {
    const { Item: item = {}, ConditionExpression: condition } = command.input;
    const before = find(items, item)?.['version'];
    const asked = command.input.ExpressionAttributeValues?.[':before'];
    if (condition !== undefined && before?.N !== asked?.N) {
      throw new ConditionalCheckFailedException({ message: 'another version', $metadata: {} });
    }
    put(items, item);
    return {};
  }
  if (command instanceof DeleteItemCommand) {
    const { pk, sk } = keyOf(command.input.Key ?? {});
    items.get(pk)?.delete(sk);
    return {};
  }
  if (command instanceof BatchWriteItemCommand) {
    for (const requests of Object.values(command.input.RequestItems ?? {}))
      for (const { PutRequest: request } of requests) put(items, request?.Item ?? {});
    return {};
  }
  if (command instanceof QueryCommand) return query(items, command.input);
  throw new Error(`the table in memory has no ${command.constructor.name}`);
}

function query(items: TableItems, input: QueryCommand['input']): object {
  const values = unmarshall(input.ExpressionAttributeValues ?? {});
  const [from, to] =
    ':prefix' in values
      ? [values[':prefix'], `${values[':prefix']}\uffff`]
      : [values[':after'] ?? values[':from'], values[':before'] ?? values[':to']];
  const start = input.ExclusiveStartKey && keyOf(input.ExclusiveStartKey).sk;
  const isForward = input.ScanIndexForward !== false;
  const found = [...(items.get(values[':pk']) ?? [])]
    .filter(([sk]) => sk >= from && sk <= to)
    .toSorted(([one], [other]) => (one < other === isForward ? -1 : 1))
    .filter(([sk]) => start === undefined || (isForward ? sk > start : sk < start));
  const page = found.slice(0, pageItems);
  const last = page.at(-1)?.[1];
  const next = found.length > pageItems && last && { pk: last['pk'], sk: last['sk'] };
  return { Items: page.map(([, item]) => item), ...(next && { LastEvaluatedKey: next }) };
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
