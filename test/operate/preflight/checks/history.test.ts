import { describe, expect, test } from '@jest/globals';
import { historyCheck } from '../../../../operate/preflight/checks/history.ts';
import {
  aContext,
  anError,
  aPreflightStage,
  noPermission,
  refusing,
  type Operations,
} from '../support/fake-aws.ts';

const noTable = refusing(anError('ResourceNotFoundException', 'Requested resource not found'));
const aTable = (isProtected: boolean) => () => ({
  Table: { DeletionProtectionEnabled: isProtected },
});
/** Every resource belongs to the stack of this name in its Region. */
const inStack = (prefix: string): Operations => ({
  DescribeStackResources: ({ PhysicalResourceId: id }, region) => ({
    StackResources: [{ PhysicalResourceId: id, StackName: `${prefix}-${region}` }],
  }),
  DescribeStacks: ({ StackName: stack }) => ({
    Stacks: [{ StackName: stack, StackStatus: 'CREATE_COMPLETE' }],
  }),
});
const ownStack = inStack('EventBridgePartnerState-beta');

async function find(operations: Operations, bucketStatus: number | Error = 404, production = true) {
  const stage = aPreflightStage({ production, regions: ['us-east-1'] });
  const asked: string[] = [];
  const fetch = async (url: URL, { method }: RequestInit) => {
    asked.push(`${method} ${url.href}`);
    if (bucketStatus instanceof Error) throw bucketStatus;
    return new Response(null, { status: bucketStatus });
  };
  const found = await historyCheck.run(aContext(operations, { stage, fetch }));
  return { found, asked };
}

describe('the history', () => {
  test('is not there before the first deployment', async () => {
    const { found, asked } = await find({ DescribeTable: noTable });

    expect(found).toMatchObject([
      { status: 'ok', text: 'table in us-east-1, bucket in us-east-1: none yet' },
    ]);
    expect(asked).toEqual([
      'HEAD https://ebp-history-beta-111122223333-us-east-1.s3.us-east-1.amazonaws.com/',
    ]);
  });

  test('belongs to the stage where its state stack has it', async () => {
    const { found } = await find({ DescribeTable: aTable(true), ...ownStack }, 403);

    expect(found).toMatchObject([
      { status: 'ok', text: 'table in us-east-1, bucket in us-east-1: belongs to the stage' },
    ]);
  });

  test.each([
    [true, 'warning'],
    [false, 'ok'],
  ])('without deletion protection, in production %s: %s', async (production, status) => {
    const { found } = await find({ DescribeTable: aTable(false), ...ownStack }, 404, production);

    expect(found[0]).toMatchObject({ status });
  });

  test.each([
    [true, {}, 'warning', /--import-existing-resources/],
    [false, {}, 'fails', /must be empty first/],
    [true, inStack('Other'), 'fails', /must be empty first/],
  ] as const)(
    'that no state stack has, in production %s, %j: %s',
    async (production, owner, status, remedy) => {
      const { found } = await find({ DescribeTable: noTable, ...owner }, 403, production);
      const bucket = found.find(({ text }) => text.includes('bucket in us-east-1'))!;

      expect(bucket).toMatchObject({
        status,
        text: expect.stringContaining('ebp-history-beta-111122223333-us-east-1'),
        remedy: expect.stringMatching(remedy),
      });
    },
  );

  test.each([
    ['the table', { DescribeTable: refusing(noPermission('dynamodb:DescribeTable')) }, 404],
    ['the bucket', { DescribeTable: noTable }, new Error('connect ECONNREFUSED')],
    [
      'the owner',
      {
        DescribeTable: aTable(true),
        DescribeStackResources: refusing(noPermission('cloudformation:DescribeStackResources')),
      },
      404,
    ],
  ] as const)('is unknown where %s gives no answer', async (_, operations, status) => {
    const { found } = await find(operations, status);

    expect(found.filter((one) => one.status === 'unknown')).toHaveLength(1);
  });
});
