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
  test('that no stack owns is taken in by a production deployment that may import it', async () => {
    const [finding] = await find({ tables: { 'us-east-1': protectedTable } });

    expect(finding).toMatchObject({
      status: 'warning',
      text: expect.stringMatching(/is left from before, with its mappings/),
      remedy: expect.stringMatching(
        /^npx cdk deploy -c stage=beta --all --import-existing-resources/,
      ),
    });
  });

  test.each([
    ['of no production stage, that no stack owns,', false, undefined, /is left from before/],
    ['of another stack', true, 'Other', /belongs to the stack Other/],
  ])('%s fails, and can be deleted', async (_, production, owner, text) => {
    const [finding] = await find({
      tables: { 'us-east-1': protectedTable },
      production,
      ...(owner !== undefined && { owner }),
    });

    expect(finding).toMatchObject({
      status: 'fails',
      text: expect.stringMatching(text),
      remedy: expect.stringMatching(
        /^delete it: .*--no-deletion-protection-enabled --region us-east-1/,
      ),
    });
  });

  test('in another Region is one that is no replica', async () => {
    const tables = {
      'us-east-1': { ...protectedTable, Replicas: [] },
      'eu-west-1': protectedTable,
    };

    expect(await find({ tables, owner: own })).toMatchObject([
      { status: 'ok' },
      { status: 'fails', text: expect.stringMatching(/^eu-west-1: .*left from before/) },
    ]);
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
  [{ 'us-east-1': noPermission('dynamodb:DescribeTable') }, undefined, /needs dynamodb:Describe/],
  [
    { 'us-east-1': protectedTable },
    noPermission('x', 'AccessDenied'),
    /needs cloudformation:Descr/,
  ],
])('what may not be asked is not known (%#)', async (tables, owner, text) => {
  const [finding] = await find({ tables, ...(owner !== undefined && { owner }) });

  expect(finding).toMatchObject({ status: 'unknown', text: expect.stringMatching(text) });
});
