import { GetItemCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { controlled, withControlled } from '../domain/mapping-control.ts';
import type { MappingControls } from '../ports/mapping-controls.ts';
import { unlessSuperseded } from './conditional-update.ts';
import { keyItem, readMappingItem } from './mapping-item.ts';
import { controlUpdate } from './mapping-updates.ts';

// Each further try is for somebody else who changed the same mapping in between.
const maxTries = 8;

/**
 * The controls of mappings on DynamoDB: each reads the mapping and writes it on condition that nobody has
 * changed it since.
 *
 * @param client of the home Region
 */
export function dynamodbMappingControls(
  client: DynamoDBClient,
  tableName: string,
): MappingControls {
  return {
    async control(version, control) {
      const item = { TableName: tableName, Key: keyItem(version) };
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { Item: found } = await client.send(
          new GetItemCommand({ ...item, ConsistentRead: true }),
        );
        const mapping = found && readMappingItem(found);
        if (mapping?.generation !== version.generation) return 'superseded';
        const fields = controlled(mapping, control);
        if (fields === undefined) return 'retired';
        const command = new UpdateItemCommand({ ...item, ...controlUpdate(mapping, fields) });
        if (await unlessSuperseded(() => client.send(command))) {
          return withControlled(mapping, fields);
        }
      }
      throw new Error(`a mapping could not be changed in ${maxTries} tries`);
    },
  };
}
