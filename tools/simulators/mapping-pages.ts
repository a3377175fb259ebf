import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Mapping } from '../../lambdas/domain/mapping.ts';

/**
 * The mappings of a generator without any of them being kept: they are computed, ascending by ARN, and all of
 * one size.
 */
export interface GeneratorRows {
  readonly count: number;
  readonly mappingAt: (index: number) => Mapping;
  /** How many mappings have this ARN or a lesser one. */
  readonly upTo: (sourceArn: string) => number;
}

/** A page of a Query as DynamoDB answers it, and how many bytes of items it looked at. */
export interface MappingPage {
  readonly items: readonly Record<string, AttributeValue>[];
  readonly count: number;
  readonly lastKey?: Record<string, AttributeValue>;
  readonly readBytes: number;
}

const conditions = {
  'generator = :generator': 'all',
  'generator = :generator AND sourceArn <= :arn': 'upTo',
  'generator = :generator AND sourceArn = :arn': 'exact',
} as const;

const item = v.pipe(
  v.custom<Record<string, AttributeValue>>((value) => typeof value === 'object' && value !== null),
  v.transform((value) => unmarshall(value)),
);

const querySchema = v.object({
  KeyConditionExpression: v.picklist(typedKeys(conditions)),
  ExpressionAttributeValues: v.pipe(
    item,
    v.object({ ':generator': v.string(), ':arn': v.optional(v.string()) }),
  ),
  ExclusiveStartKey: v.optional(v.pipe(item, v.object({ sourceArn: v.string() }))),
  Limit: v.optional(v.number()),
  Select: v.optional(v.literal('COUNT')),
});

function typedKeys<K extends string>(of: Readonly<Record<K, unknown>>): readonly K[] {
  // The keys of an object literal are those of its type.
  return Object.keys(of).filter((key): key is K => key in of);
}

// A query looks at so many bytes of items and no more.
const pageBytes = 2 ** 20;

/** The generator that a Query is about. */
export function queriedGenerator(input: unknown): string {
  return v.parse(querySchema, input).ExpressionAttributeValues[':generator'];
}

/** Answers a Query of the fan-out function among live mappings. Throws for one that it does not make. */
export function queryPage(input: unknown, rows: GeneratorRows): MappingPage {
  const query = v.parse(querySchema, input);
  const { ':arn': arn = '' } = query.ExpressionAttributeValues;
  const condition = conditions[query.KeyConditionExpression];
  const end = condition === 'all' ? rows.count : rows.upTo(arn);
  const { ExclusiveStartKey: after } = query;
  const first = condition === 'exact' ? rows.upTo(arn.slice(0, -1)) : 0;
  const start = after === undefined ? first : rows.upTo(after.sourceArn);
  const { Limit: limit = Infinity } = query;
  const { index, readBytes } = lookedAt(rows, { start, end: Math.min(end, start + limit) });
  const isCut = index < end || index - start === limit;
  const items = Array.from({ length: query.Select === 'COUNT' ? 0 : index - start }, (_, at) =>
    marshall(rows.mappingAt(start + at)),
  );
  return {
    items,
    count: index - start,
    readBytes,
    ...(isCut && { lastKey: keyOf(rows.mappingAt(index - 1)) }),
  };
}

/** How far a page goes in a stretch: up to 1 MB. */
function lookedAt(rows: GeneratorRows, { start, end }: { start: number; end: number }) {
  if (start >= end) return { index: start, readBytes: 0 };
  const bytes = itemBytes(rows.mappingAt(start));
  const index = Math.min(end, start + Math.floor(pageBytes / bytes));
  return { index, readBytes: (index - start) * bytes };
}

function keyOf({ generator, sourceArn }: Mapping): Record<string, AttributeValue> {
  return marshall({ generator, sourceArn });
}

/** The size of an item as DynamoDB counts it: names and texts of its attributes, which are ASCII. */
function itemBytes(value: object): number {
  return Object.entries(value).reduce(
    (sum, [name, one]) =>
      sum + name.length + (typeof one === 'object' ? itemBytes(one) : String(one).length),
    0,
  );
}
