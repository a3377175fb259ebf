import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { HistorySource } from '../ports/history.ts';
import type { ReplayClaim, ReplayClaims } from '../ports/replay-claims.ts';
import { unlessSuperseded } from './conditional-update.ts';
import { mappingTableTtl } from './dynamodb-mapping-table.ts';
import { epochSeconds, tenantItemKey } from './tenant-item.ts';

// Longer than any replay takes: it sends what was recorded, and stops when its source changes.
const claimSeconds = 30 * 86_400;

/** Which replay has a source, in the mapping table: one item for each source that had a replay lately. */
export function dynamodbReplayClaims(client: DynamoDBClient, tableName: string): ReplayClaims {
  const put = async (source: HistorySource, claim: ReplayClaim, before: string | undefined) => {
    const command = new PutItemCommand({
      TableName: tableName,
      Item: { ...keyOf(source), ...itemOf(claim) },
      ConditionExpression:
        before === undefined ? 'attribute_not_exists(replay)' : 'replay = :before',
      ...(before !== undefined && {
        ExpressionAttributeValues: marshall({ ':before': before }),
      }),
    });
    return (await unlessSuperseded(() => client.send(command))) !== undefined;
  };
  return {
    async claim(source, claim) {
      if (await put(source, claim, undefined)) return claim;
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: keyOf(source), ConsistentRead: true }),
      );
      const { replay, ...rest } = v.parse(claimSchema, item && unmarshall(item));
      return { id: replay, ...rest };
    },
    replace: async (source, over, claim) => await put(source, claim, over.id),
  };
}

const claimSchema = v.object({
  replay: v.string(),
  atMs: v.number(),
  lastOfMissed: v.exactOptional(v.string()),
});

function itemOf({ id, ...rest }: ReplayClaim) {
  const expiresAt = epochSeconds(rest.atMs) + claimSeconds;
  return marshall({ replay: id, ...rest, [mappingTableTtl]: expiresAt });
}

function keyOf({ tenant, sourceArn }: HistorySource) {
  return tenantItemKey(tenant, `replaying ${sourceArn}`);
}
