import { PutItemCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { randomBytes } from 'node:crypto';
import type { LinkSecretKeeper } from '../../ports/payloads.ts';
import { fieldUpdate, unlessSuperseded } from '../conditional-update.ts';
import { linkSecretsKey, readLinkSecrets, secretBytes } from './link-secrets.ts';

/**
 * Keeps the item that links to payloads are made with.
 *
 * @param client of the home Region
 */
export function linkSecretKeeper(client: DynamoDBClient, tableName: string): LinkSecretKeeper {
  return {
    async keep(baseUrl) {
      const found = await readLinkSecrets(client, tableName, { isFresh: true });
      if (found?.baseUrl === baseUrl) return 'kept';
      if (found === undefined) {
        return (await make(client, tableName, baseUrl)) ? 'made' : 'kept';
      }
      return (await move(client, tableName, baseUrl)) ? 'moved' : 'kept';
    },
  };
}

/** Returns false if somebody else was faster. */
async function make(client: DynamoDBClient, tableName: string, baseUrl: string): Promise<boolean> {
  const secret = {
    id: randomBytes(6).toString('base64url'),
    secret: randomBytes(secretBytes).toString('base64'),
  };
  const put = new PutItemCommand({
    TableName: tableName,
    Item: marshall({ ...linkSecretsKey, secrets: [secret], baseUrl }),
    ConditionExpression: 'attribute_not_exists(generator)',
  });
  return (await unlessSuperseded(() => client.send(put))) !== undefined;
}

/** Returns false if the item was deleted meanwhile: an update would make one without secrets. */
async function move(client: DynamoDBClient, tableName: string, baseUrl: string): Promise<boolean> {
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: marshall(linkSecretsKey),
    ...fieldUpdate({ baseUrl }, { condition: 'attribute_exists(secrets)', values: {} }),
  });
  return (await unlessSuperseded(() => client.send(update))) !== undefined;
}
