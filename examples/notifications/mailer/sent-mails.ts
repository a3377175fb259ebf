import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { SentMails } from './handler.ts';

// Longer than the function's time-out, and no longer than Lambda waits before it invokes a function again.
const claimMs = 60_000;
// Longer than the reconciler or EventBridge may send a notification again.
const keptSeconds = 30 * 24 * 60 * 60;

/** The mails that were sent, in a DynamoDB table with the key `mail`. `now`: epoch milliseconds. */
export function sentMailsIn(
  client: Pick<DynamoDBClient, 'send'>,
  tableName: string,
  now: () => number,
): SentMails {
  const itemOf = (key: string) => ({ TableName: tableName, Key: { mail: { S: key } } });
  return {
    async claim(key) {
      try {
        await client.send(new UpdateItemCommand({ ...itemOf(key), ...claimAt(now()) }));
        return 'mine';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const read = new GetItemCommand({ ...itemOf(key), ConsistentRead: true });
        const { Item: item } = await client.send(read);
        return item?.['sentAtMs'] === undefined ? 'claimed' : 'sent';
      }
    },
    async noteSent(key) {
      await client.send(
        new UpdateItemCommand({
          ...itemOf(key),
          UpdateExpression: 'SET sentAtMs = :now',
          ExpressionAttributeValues: { ':now': number(now()) },
        }),
      );
    },
  };
}

function claimAt(nowMs: number) {
  return {
    UpdateExpression: 'SET claimedUntilMs = :until, expiresAt = :expiresAt',
    ConditionExpression:
      'attribute_not_exists(sentAtMs) AND (attribute_not_exists(claimedUntilMs) OR claimedUntilMs <= :now)',
    ExpressionAttributeValues: {
      ':now': number(nowMs),
      ':until': number(nowMs + claimMs),
      ':expiresAt': number(Math.floor(nowMs / 1_000) + keptSeconds),
    },
  };
}

function number(value: number) {
  return { N: String(value) };
}
