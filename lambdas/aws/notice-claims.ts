import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { NoticeClaim } from '../ports/reconcile.ts';

type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

/** The update that claims a mapping's notices, on condition that it has any and no other claim stands. */
export function claimUpdate({ from, until }: NoticeClaim): Update {
  return {
    UpdateExpression: 'SET noticesClaimedUntil = :until',
    ConditionExpression:
      'size(notices) > :none AND (attribute_not_exists(noticesClaimedUntil) OR noticesClaimedUntil <= :from)',
    ExpressionAttributeValues: marshall({ ':until': until, ':from': from, ':none': 0 }),
    ReturnValues: 'ALL_NEW',
  };
}

/** The update that ends a claim and takes off what was told, on condition that the claim still stands. */
export function settleUpdate({ until }: NoticeClaim, told: readonly number[]): Update {
  // From the last one on, since dynalite takes them off one by one, which moves those behind.
  const removed = told.toSorted((a, b) => b - a).map((index) => `, notices[${index}]`);
  return {
    UpdateExpression: `REMOVE noticesClaimedUntil${removed.join('')}`,
    ConditionExpression: 'noticesClaimedUntil = :until',
    ExpressionAttributeValues: marshall({ ':until': until }),
  };
}
