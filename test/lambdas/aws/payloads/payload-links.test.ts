import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { dynamodbReconcileTable } from '../../../../lambdas/aws/dynamodb-reconcile-table.ts';
import { linkSecretKeeper } from '../../../../lambdas/aws/payloads/keep-link-secrets.ts';
import { linkSecretsKey } from '../../../../lambdas/aws/payloads/link-secrets.ts';
import { payloadLinks } from '../../../../lambdas/aws/payloads/payload-links.ts';
import { payloadTokens } from '../../../../lambdas/aws/payloads/payload-tokens.ts';
import type { PayloadLinks } from '../../../../lambdas/ports/payloads.ts';
import { aMapping } from '../../../support/domain-builders.ts';
import { fakeLog } from '../../../support/fake-log.ts';
import { startTestTables } from '../../../support/test-tables.ts';

let tables: Awaited<ReturnType<typeof startTestTables>>;
beforeAll(async () => {
  tables = await startTestTables();
});
afterAll(async () => {
  await tables.close();
});

const baseUrl = 'https://api.example';
const reference = {
  bucket: 'payloads-us-east-1',
  key: 'out/0123/4567-89ab',
  sizeBytes: 2_000_000,
  sha256: 'a'.repeat(64),
  expiresAt: '2026-11-28T19:00:00.000Z',
};
const link = {
  generator: 'acct1/repo1',
  sourceArn: aMapping().sourceArn,
  generation: 'generation-1',
  bucket: reference.bucket,
  key: reference.key,
  expiresAtMs: Date.parse(reference.expiresAt),
};

/** A table, its keeper, and links by it at a time that the test moves. */
async function aTable() {
  const { client } = tables;
  const tableName = await tables.createTable();
  let nowMs = 0;
  const names = { TableName: tableName, Key: marshall(linkSecretsKey) };
  return {
    client,
    tableName,
    keeper: linkSecretKeeper(client, tableName),
    links: () => ({
      ...payloadLinks(client, tableName, () => nowMs),
      ...payloadTokens(client, tableName, () => nowMs),
    }),
    passAMinute: () => {
      nowMs += 60_000;
    },
    item: async () => {
      const { Item: item } = await client.send(new GetItemCommand(names));
      return item && unmarshall(item);
    },
    delete: async () => await client.send(new DeleteItemCommand(names)),
    put: async (fields: object) =>
      await client.send(
        new PutItemCommand({
          TableName: tableName,
          Item: marshall({ ...linkSecretsKey, ...fields }),
        }),
      ),
  };
}

async function aToken(links: PayloadLinks): Promise<string> {
  const linkTo = await links.open();
  return linkTo!(reference, aMapping()).split('/').at(-1)!;
}

function aSecret(id: string) {
  return { id, secret: Buffer.alloc(32, id).toString('base64') };
}

describe('the keeper', () => {
  test('makes one secret of 32 random bytes, and keeps it', async () => {
    const { keeper, item } = await aTable();

    expect(await keeper.keep(baseUrl)).toBe('made');
    const made = await item();
    expect(made).toEqual({
      ...linkSecretsKey,
      baseUrl,
      secrets: [{ id: expect.stringMatching(/^[\w-]{8}$/), secret: expect.any(String) }],
    });
    expect(Buffer.from(made!['secrets'][0].secret, 'base64')).toHaveLength(32);
    expect(await keeper.keep(baseUrl)).toBe('kept');
    expect(await item()).toEqual(made);
  });

  test('makes another one where the first was deleted', async () => {
    const one = await aTable();
    await one.keeper.keep(baseUrl);
    const before = await one.item();
    await one.delete();

    expect(await one.keeper.keep(baseUrl)).toBe('made');
    expect((await one.item())!['secrets']).not.toEqual(before!['secrets']);
  });

  test('makes one secret even if two runs begin at once', async () => {
    const { client, tableName, item } = await aTable();
    const keepers = Array.from({ length: 4 }, () => linkSecretKeeper(client, tableName));
    const results = await Promise.all(keepers.map((one) => one.keep(baseUrl)));

    expect(results.filter((result) => result === 'made')).toHaveLength(1);
    expect((await item())!['secrets']).toHaveLength(1);
  });

  test('writes down another address, and drops no secret', async () => {
    const { keeper, put, item } = await aTable();
    const secrets = [aSecret('new'), aSecret('old')];
    await put({ secrets, baseUrl: 'https://before.example' });

    expect(await keeper.keep(baseUrl)).toBe('moved');
    expect(await item()).toEqual({ ...linkSecretsKey, secrets, baseUrl });
  });

  test('makes nothing of an item that was deleted between its reading and its writing', async () => {
    const { client, tableName, put, item, delete: remove } = await aTable();
    await put({ secrets: [aSecret('one')], baseUrl: 'https://before.example' });
    const send = async (command: Parameters<DynamoDBClient['send']>[0]) => {
      const answer = await client.send(command);
      if (command instanceof GetItemCommand) await remove();
      return answer;
    };
    const slow = { send } as unknown as DynamoDBClient;

    expect(await linkSecretKeeper(slow, tableName).keep(baseUrl)).toBe('kept');
    expect(await item()).toBeUndefined();
  });

  test.each([
    ['no secret', { secrets: [] }, 'Expected Object but received undefined'],
    ['a short secret', { secrets: [{ id: 'one', secret: 'c2hvcnQ=' }] }, 'Invalid input'],
    ['an id that fits no token', { secrets: [aSecret('a.b')] }, 'Invalid format'],
  ])('rejects an item with %s, and leaves it', async (_, fields, message) => {
    const { keeper, put, item } = await aTable();
    await put({ ...fields, baseUrl });

    await expect(keeper.keep(baseUrl)).rejects.toThrow(message);
    expect(await item()).toMatchObject(fields);
  });

  test('keeps an item that is no mapping, and is not reported as one', async () => {
    const { keeper, client, tableName } = await aTable();
    await keeper.keep(baseUrl);
    const log = fakeLog();

    expect(await dynamodbReconcileTable(client, tableName, log).page()).toEqual({ mappings: [] });
    expect(log.lines).toEqual([]);
  });
});

describe('a link', () => {
  test('is not made before there is a secret', async () => {
    const { links } = await aTable();

    expect(await links().open()).toBeUndefined();
  });

  test('has the address, and a token with the HMAC-SHA-256 of what it is for', async () => {
    const { put, links } = await aTable();
    await put({ secrets: [aSecret('one'), aSecret('two')], baseUrl });
    const url = (await links().open())!(reference, aMapping());

    const [encoded, id, code] = url.replace(`${baseUrl}/payloads/`, '').split('.');
    expect(JSON.parse(Buffer.from(encoded!, 'base64url').toString())).toEqual([
      1,
      ...Object.values(link),
    ]);
    expect(id).toBe('one');
    const hmac = createHmac('sha256', Buffer.alloc(32, 'one')).update(`${encoded}.one`);
    expect(code).toBe(hmac.digest('base64url'));
  });

  test('is opened by whoever has the secrets', async () => {
    const { keeper, links } = await aTable();
    await keeper.keep(baseUrl);

    expect(await links().openToken(await aToken(links()))).toEqual(link);
  });

  test('is made by the first secret, and opened by any', async () => {
    const { put, links, passAMinute } = await aTable();
    await put({ secrets: [aSecret('old')], baseUrl });
    const one = links();
    const older = await aToken(one);
    await put({ secrets: [aSecret('new'), aSecret('old')], baseUrl });
    passAMinute();
    const newer = await aToken(one);

    expect(newer).toContain('.new.');
    expect(await one.openToken(newer)).toEqual(link);
    expect(await one.openToken(older)).toEqual(link);
    await put({ secrets: [aSecret('new')], baseUrl });
    passAMinute();
    expect(await one.openToken(older)).toBeUndefined();
  });

  test('is not opened once the item was deleted, nor after another one was made', async () => {
    const one = await aTable();
    await one.keeper.keep(baseUrl);
    const links = one.links();
    const token = await aToken(links);
    await one.delete();
    one.passAMinute();
    expect(await links.openToken(token)).toBeUndefined();
    await one.keeper.keep(baseUrl);
    one.passAMinute();

    expect(await links.openToken(token)).toBeUndefined();
  });

  test('with the id of another secret is not opened, though the code is right for its own', async () => {
    const { put, links } = await aTable();
    await put({ secrets: [aSecret('one'), aSecret('two')], baseUrl });
    const token = await aToken(links());

    expect(await links().openToken(token.replace('.one.', '.two.'))).toBeUndefined();
  });

  test('with a code over what is no link is not opened', async () => {
    const { put, links } = await aTable();
    await put({ secrets: [aSecret('one')], baseUrl });
    const signed = `${Buffer.from('[2]').toString('base64url')}.one`;
    const code = createHmac('sha256', Buffer.alloc(32, 'one')).update(signed).digest('base64url');

    expect(await links().openToken(`${signed}.${code}`)).toBeUndefined();
  });

  test('rejects only when the table is out of reach and nothing was ever read', async () => {
    const { client, keeper, tableName } = await aTable();
    await keeper.keep(baseUrl);
    let isDown = true;
    const flaky = {
      send: async (command: Parameters<DynamoDBClient['send']>[0]) => {
        if (isDown) throw new Error('down');
        return await client.send(command);
      },
    } as unknown as DynamoDBClient;
    const links = payloadLinks(flaky, tableName);
    const { openToken } = payloadTokens(flaky, tableName);

    await expect(links.open({ timeoutMs: 100 })).rejects.toThrow('down');
    await expect(openToken(`text.id.${'c'.repeat(43)}`)).rejects.toThrow('down');
    isDown = false;
    const token = await aToken(links);
    await openToken(token);
    isDown = true;
    expect(await aToken(links)).toBe(token);
    expect(await openToken(token)).toEqual(link);
  });

  test('what is no token costs no reading', async () => {
    const unreachable = {
      send: async () => {
        throw new Error('a reading');
      },
    } as unknown as DynamoDBClient;

    expect(await payloadTokens(unreachable, 'none').openToken('x'.repeat(100_000))).toBeUndefined();
  });
});
