import { describe, expect, test } from '@jest/globals';
import { payloadsCheck } from '../../../../operate/preflight/checks/payloads.ts';
import {
  aContext,
  aPreflightStage,
  noPermission,
  refusing,
  type Operations,
} from '../support/fake-aws.ts';

const ownedBy = (stack: string): Operations => ({
  DescribeStackResources: ({ PhysicalResourceId: id }, region) => ({
    StackResources: [{ PhysicalResourceId: id, StackName: `${stack}-${region}` }],
  }),
  DescribeStacks: ({ StackName: name }) => ({
    Stacks: [{ StackName: name, StackStatus: 'CREATE_COMPLETE' }],
  }),
});

async function find(operations: Operations, status: number, overrides: object = {}) {
  const stage = aPreflightStage({ regions: ['us-east-1', 'eu-west-1'], ...overrides });
  const asked: string[] = [];
  const fetch = async (url: URL, { method }: RequestInit) => {
    asked.push(`${method} ${url.href}`);
    return new Response(null, { status });
  };
  const found = await payloadsCheck.run(aContext(operations, { stage, fetch }));
  return { found, asked };
}

describe('the buckets for large events', () => {
  test('are not there before the first deployment', async () => {
    const { found, asked } = await find({}, 404);

    expect(found).toMatchObject([
      { status: 'ok', text: 'bucket in us-east-1, bucket in eu-west-1: none yet' },
    ]);
    expect(asked).toEqual([
      'HEAD https://ebp-payload-beta-111122223333-us-east-1.s3.us-east-1.amazonaws.com/',
      'HEAD https://ebp-payload-beta-111122223333-eu-west-1.s3.eu-west-1.amazonaws.com/',
    ]);
  });

  test('belong to the stage where its state stacks have them', async () => {
    const { found } = await find(ownedBy('EventBridgePartnerState-beta'), 403);

    expect(found).toMatchObject([
      { status: 'ok', text: 'bucket in us-east-1, bucket in eu-west-1: belongs to the stage' },
    ]);
  });

  test('of somebody else block a deployment', async () => {
    const { found } = await find(ownedBy('Other'), 403);

    expect(found).toMatchObject([
      {
        status: 'fails',
        text: expect.stringContaining(
          'ebp-payload-beta-111122223333-us-east-1 belongs to the stack',
        ),
      },
      { status: 'fails', text: expect.stringContaining('eu-west-1') },
    ]);
  });

  test('are unknown where the account is', async () => {
    const { found, asked } = await find(
      { GetCallerIdentity: refusing(noPermission('sts:GetCallerIdentity')) },
      404,
      { account: undefined },
    );

    expect(found).toMatchObject([{ status: 'unknown' }]);
    expect(asked).toEqual([]);
  });
});
