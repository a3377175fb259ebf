import { describe, expect, test } from '@jest/globals';
import { mappingTableCheck } from '../../../../operate/preflight/checks/mapping-table.ts';
import {
  aContext,
  anError,
  aPreflightStage,
  noPermission,
  noStack,
  type Operations,
} from '../support/fake-aws.ts';

interface Found {
  /** Tables of the name, by Region. */
  readonly tables: Readonly<Record<string, object | Error>>;
  /** The stack that the home Region's belongs to. */
  readonly owner?: string | Error;
  readonly production?: boolean;
}

async function find({ tables, owner, production = true }: Found) {
  const operations: Operations = {
    DescribeTable(_, region) {
      const table = tables[region] ?? anError('ResourceNotFoundException');
      if (table instanceof Error) throw table;
      return { Table: table };
    },
    DescribeStackResources({ PhysicalResourceId: id }) {
      if (owner instanceof Error) throw owner;
      if (owner === undefined) throw noStack(id);
      return { StackResources: [{ PhysicalResourceId: id, StackName: owner }] };
    },
    DescribeStacks: ({ StackName: stack }) => ({
      Stacks: [{ StackName: stack, StackStatus: 'CREATE_COMPLETE' }],
    }),
  };
  return await mappingTableCheck.run(
    aContext(operations, { stage: aPreflightStage({ production }) }),
  );
}

const replicas = [{ RegionName: 'eu-west-1' }];
const protectedTable = { DeletionProtectionEnabled: true };
const own = 'EventBridgePartnerState-beta-us-east-1';

test('before the first deployment there is none', async () => {
  expect(await find({ tables: {} })).toEqual([
    { check: 'mapping table', status: 'ok', text: 'us-east-1, eu-west-1: none yet' },
  ]);
});

test('the stage’s own table and its replica are no obstacle', async () => {
  const tables = {
    'us-east-1': { ...protectedTable, Replicas: replicas },
    'eu-west-1': { DeletionProtectionEnabled: false },
  };

  expect(await find({ tables, owner: own })).toMatchObject([
    { status: 'ok', text: 'us-east-1, eu-west-1: belongs to the stage' },
  ]);
});

describe('a table in the way', () => {
  test('that no stack owns is imported by a production deployment that may import it', async () => {
    const [finding] = await find({ tables: { 'us-east-1': protectedTable } });

    expect(finding).toMatchObject({
      status: 'warning',
      text: expect.stringMatching(/is left from an earlier deployment, with its mappings/),
      remedy: expect.stringMatching(
        /^npx cdk deploy -c stage=beta --all --import-existing-resources/,
      ),
    });
  });

  test('of no production stage, that no stack owns, fails, and can be deleted', async () => {
    const [finding] = await find({ tables: { 'us-east-1': protectedTable }, production: false });

    expect(finding).toMatchObject({
      status: 'fails',
      text: expect.stringMatching(/is left from an earlier deployment/),
      remedy: expect.stringMatching(
        /^delete it: .*--no-deletion-protection-enabled --region us-east-1/,
      ),
    });
  });

  test.each([
    [false, /^delete it: /],
    [true, /^it holds registrations: .*create-backup/],
  ])('of another stack fails (production: %s)', async (production, remedy) => {
    const tables = { 'us-east-1': protectedTable };
    const [finding] = await find({ tables, production, owner: 'Other' });

    expect(finding).toMatchObject({
      status: 'fails',
      text: expect.stringMatching(/belongs to the stack Other/),
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('a table in another Region', () => {
  const home = { ...protectedTable, Replicas: [] };

  test.each([
    [false, /^delete it: .*--region eu-west-1/],
    [true, /^it holds registrations: take a backup .*--region eu-west-1/],
  ])('that is no replica fails (production: %s)', async (production, remedy) => {
    const tables = { 'us-east-1': home, 'eu-west-1': protectedTable };

    expect(await find({ tables, owner: own, production })).toMatchObject([
      { status: 'ok' },
      {
        status: 'fails',
        text: expect.stringMatching(/^eu-west-1: .*left from an earlier deployment, not a replica/),
        remedy: expect.stringMatching(remedy),
      },
    ]);
  });

  test.each([
    ['is throttled', anError('ThrottlingException')],
    ['may not be asked', noPermission('dynamodb:DescribeTable')],
  ])('is not judged where the home Region %s', async (_, refusal) => {
    const tables = { 'us-east-1': refusal, 'eu-west-1': protectedTable };

    expect(await find({ tables, owner: own })).toMatchObject([
      { status: 'unknown' },
      {
        status: 'unknown',
        text: 'eu-west-1: could not be checked: whether it is a replica, because us-east-1 did not answer',
      },
    ]);
  });

  test.each([
    [false, /^set homeRegion back to eu-west-1 in stages\/beta\.json, or delete it/],
    [true, /^it holds registrations: set homeRegion back to eu-west-1 .*, or take a backup/],
  ])('is the only copy where the home Region has none (production: %s)', async (...given) => {
    const [production, remedy] = given;
    // As of a home Region that was destroyed and created again elsewhere, the new home still unlisted.
    const tables = { 'eu-west-1': { ...protectedTable, Replicas: [{ RegionName: 'us-east-1' }] } };
    const [none, found] = await find({ tables, production });

    expect(none).toMatchObject({ status: 'ok', text: 'us-east-1: none yet' });
    expect(found).toMatchObject({
      status: 'fails',
      text: expect.stringMatching(/so this is the only copy$/),
      remedy: expect.stringMatching(remedy),
    });
  });

  test.each([[home], [noPermission('dynamodb:DescribeTable')]])(
    'that names the home Region among its replicas belongs to the stage (home: %p)',
    async (ofHome) => {
      const replica = { Replicas: [{ RegionName: 'us-east-1' }] };
      const found = await find({
        tables: { 'us-east-1': ofHome, 'eu-west-1': replica },
        owner: own,
      });

      expect(found.at(-1)).toMatchObject({
        status: 'ok',
        text: expect.stringMatching(/eu-west-1: belongs to the stage/),
      });
    },
  );

  test('is never to be deleted in production', async () => {
    const others = [protectedTable, { Replicas: [{ RegionName: 'us-east-1' }] }];
    const homes = [undefined, home, anError('ThrottlingException')];
    const found = await Promise.all(
      others.flatMap((other) =>
        homes.flatMap((ofHome) =>
          [own, 'Other', undefined].map((owner) => {
            const tables = {
              'eu-west-1': other,
              ...(ofHome !== undefined && { 'us-east-1': ofHome }),
            };
            return find({ tables, ...(owner !== undefined && { owner }) });
          }),
        ),
      ),
    );

    expect(JSON.stringify(found)).not.toMatch(/delete/);
  });
});

describe('deletion protection that is off', () => {
  const tables = { 'us-east-1': { DeletionProtectionEnabled: false } };

  test('is warned of in production, with the line that switches it on', async () => {
    expect(await find({ tables, owner: own })).toMatchObject([
      {
        status: 'warning',
        remedy:
          'aws dynamodb update-table --table-name EventBridgePartner-beta-mappings --deletion-protection-enabled --region us-east-1',
      },
      { status: 'ok' },
    ]);
  });

  test('is nothing elsewhere', async () => {
    const found = await find({ tables, owner: own, production: false });

    expect(found.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });
});

test.each([
  [
    { 'us-east-1': noPermission('dynamodb:DescribeTable') },
    undefined,
    /requires dynamodb:Describe/,
  ],
  [
    { 'us-east-1': protectedTable },
    noPermission('x', 'AccessDenied'),
    /requires cloudformation:Descr/,
  ],
])('a missing permission is unknown (%#)', async (tables, owner, text) => {
  const [finding] = await find({ tables, ...(owner !== undefined && { owner }) });

  expect(finding).toMatchObject({ status: 'unknown', text: expect.stringMatching(text) });
});
