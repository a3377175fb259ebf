import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { activeMapping } from '../../simulators/active-mapping.ts';
import type { Arrivals } from './arrivals.ts';
import { accountOf, mappingsOf, partnerName, region } from './workload.ts';

/** The operations that the fan-out function calls when nothing fails. */
export const operations = [
  'PutPartnerEvents',
  'DeleteMessageBatch',
  'Query',
  'UpdateItem',
] as const;

/** One of them. */
export type Operation = (typeof operations)[number];

/**
 * Answers a call as EventBridge, SQS or DynamoDB does when all goes well.
 *
 * @param target the header X-Amz-Target, `AWSEvents.PutPartnerEvents`
 * @returns the answer's JSON; throws for an operation that is none of {@link operations}
 */
export function stubAnswer(
  target: string,
  body: string,
  arrivals: Arrivals,
): { readonly operation: Operation; readonly json: string } {
  const operation = operations.find((one) => target.endsWith(`.${one}`));
  switch (operation) {
    case 'PutPartnerEvents': {
      const { Entries } = v.parse(putSchema, body);
      for (const entry of Entries) arrivals.add(entry);
      const results = Entries.map((_, index) => ({ EventId: String(index) }));
      return { operation, json: JSON.stringify({ FailedEntryCount: 0, Entries: results }) };
    }
    case 'DeleteMessageBatch': {
      const { Entries } = v.parse(deleteSchema, body);
      const successful = Entries.map(({ Id }) => ({ Id }));
      return { operation, json: JSON.stringify({ Successful: successful, Failed: [] }) };
    }
    case 'Query': {
      const { ExpressionAttributeValues: values } = v.parse(querySchema, body);
      return { operation, json: mappingsPage(values[':generator'].S) };
    }
    case 'UpdateItem':
      return { operation, json: '{}' };
    case undefined:
      throw new Error(`nobody answers ${target}`);
  }
}

const putSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Entries: v.array(v.object({ Source: v.string(), Detail: v.string() })) }),
);

const deleteSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Entries: v.array(v.object({ Id: v.string() })) }),
);

const querySchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    ExpressionAttributeValues: v.object({ ':generator': v.object({ S: v.string() }) }),
  }),
);

/** The mappings of a generator, in one page. */
function mappingsPage(generator: string): string {
  const items = Array.from({ length: mappingsOf(generator) }, (_, customer) => {
    const registration = { generator, account: accountOf(customer), region };
    return marshall(activeMapping(registration, partnerName));
  });
  return JSON.stringify({ Items: items, Count: items.length });
}
