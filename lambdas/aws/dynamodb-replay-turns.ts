import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { askForTurn, noTurns, withoutTurn, type Turns } from '../domain/history/replay-turns.ts';
import type { ReplayTurns } from '../ports/replays.ts';
import { unlessSuperseded } from './conditional-update.ts';

// Few replays write the item, each once for a step.
const maxTries = 5;

/** Turns in the mapping table of the home Region, an item for each Region that sources are in. */
export function dynamodbReplayTurns(client: DynamoDBClient, tableName: string): ReplayTurns {
  const table = { client, tableName };
  return {
    ask: (region, turn, limits) =>
      change(region, table, (turns) => {
        const asked = askForTurn(turns, turn, limits);
        return { turns: asked.turns, answer: asked.isGranted ? 'granted' : 'wait' };
      }),
    giveBack: (region, replay) =>
      change(region, table, (turns) => ({
        turns: withoutTurn(turns, replay),
        answer: undefined,
      })),
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

interface Changed<T> {
  readonly turns: Turns;
  readonly answer: T;
}

/** Changes the turns of a Region, as nobody else does at the same time. */
async function change<T>(
  region: string,
  { client, tableName }: Table,
  decide: (turns: Turns) => Changed<T>,
): Promise<T> {
  const key = marshall({ generator: '#replays', sourceArn: `turns ${region}` });
  const get = { TableName: tableName, Key: key, ConsistentRead: true };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { Item: item } = await client.send(new GetItemCommand(get));
    const { version, ...turns } = item
      ? v.parse(turnsSchema, unmarshall(item))
      : { ...noTurns, version: 0 };
    const { turns: next, answer } = decide(turns);
    const put = new PutItemCommand({
      TableName: tableName,
      Item: { ...key, ...marshall({ ...next, version: version + 1 }) },
      ConditionExpression: 'attribute_not_exists(#version) OR #version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: marshall({ ':before': version }),
    });
    if (await unlessSuperseded(() => client.send(put))) return answer;
  }
  throw new Error(`the turns of ${region} could not be changed in ${maxTries} tries`);
}

const turnList = v.array(
  v.object({ replay: v.string(), sourceArn: v.string(), untilMs: v.number() }),
);

const turnsSchema = v.object({ running: turnList, waiting: turnList, version: v.number() });
