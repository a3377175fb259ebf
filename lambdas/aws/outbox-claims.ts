import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { OutboxClaim } from '../ports/reconcile.ts';

type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

/** The update that claims a mapping's outbox, on condition that it has any and no other claim stands. */
export function claimUpdate({ from, until }: OutboxClaim): Update {
  return {
    UpdateExpression: 'SET outboxClaimedUntil = :until',
    ConditionExpression:
      'size(outbox) > :none AND (attribute_not_exists(outboxClaimedUntil) OR outboxClaimedUntil <= :from)',
    ExpressionAttributeValues: marshall({ ':until': until, ':from': from, ':none': 0 }),
    ReturnValues: 'ALL_NEW',
  };
}

/** The update that ends a claim and takes off what was told, on condition that the claim still stands. */
export function settleUpdate({ until }: OutboxClaim, told: readonly number[]): Update {
  // From the last one on, since dynalite takes them off one by one, which moves those behind.
  const removed = told.toSorted((a, b) => b - a).map((index) => `, outbox[${index}]`);
  return {
    UpdateExpression: `REMOVE outboxClaimedUntil${removed.join('')}`,
    ConditionExpression: 'outboxClaimedUntil = :until',
    ExpressionAttributeValues: marshall({ ':until': until }),
  };
}
