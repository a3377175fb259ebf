import { describe, expect, test } from '@jest/globals';
import type {
  CloudFormationClient,
  DescribeStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { findDeployedStages } from '../../../lib/stage/find-deployed-stages.ts';

type Page = Pick<DescribeStacksCommandOutput, 'Stacks' | 'NextToken'>;

/** A client that answers page after page, and remembers with which tokens it was asked. */
function cloudFormation(...pages: readonly (Page | Error)[]) {
  const tokens: unknown[] = [];
  const client = {
    send: async ({ input }: { input: { NextToken?: string } }) => {
      const page = pages[tokens.length];
      tokens.push(input.NextToken);
      if (page instanceof Error || page === undefined) throw page ?? new Error('asked too often');
      return page;
    },
  } as unknown as Pick<CloudFormationClient, 'send'>;
  return { client, tokens };
}

function stack(name: string, outputs: Readonly<Record<string, string>> = {}) {
  return {
    StackName: name,
    CreationTime: new Date(0),
    StackStatus: 'CREATE_COMPLETE' as const,
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    })),
  };
}

const ofProd = { StageName: 'prod', PartnerName: 'vendor.example', HomeRegion: 'us-east-1' };

/** What is found when each Region answers so. */
async function find(answers: Readonly<Record<string, readonly (Page | Error)[]>>) {
  const clients = new Map(
    Object.entries(answers).map(([region, pages]) => [region, cloudFormation(...pages)]),
  );
  const result = await findDeployedStages(
    Object.keys(answers),
    (region) => clients.get(region)!.client,
  );
  return { ...result, tokensOf: (region: string) => clients.get(region)!.tokens };
}

describe('the stages that are deployed in an account', () => {
  test('are found by the outputs of both kinds of stacks, in every Region', async () => {
    const { found, unreachable } = await find({
      'us-east-1': [
        {
          Stacks: [
            stack('CDKToolkit'),
            stack('EventBridgePartner-prod-us-east-1', ofProd),
            stack('EventBridgePartnerState-prod-us-east-1', ofProd),
          ],
        },
      ],
      'eu-west-1': [{ Stacks: [stack('EventBridgePartner-prod-eu-west-1', ofProd)] }],
      'us-west-2': [{ Stacks: [] }],
    });

    const prod = { stage: 'prod', partnerName: 'vendor.example', homeRegion: 'us-east-1' };
    expect(unreachable).toEqual([]);
    expect(found).toEqual([
      {
        ...prod,
        region: 'us-east-1',
        stackName: 'EventBridgePartner-prod-us-east-1',
        isHome: true,
      },
      {
        ...prod,
        region: 'us-east-1',
        stackName: 'EventBridgePartnerState-prod-us-east-1',
        isHome: true,
      },
      {
        ...prod,
        region: 'eu-west-1',
        stackName: 'EventBridgePartner-prod-eu-west-1',
        isHome: false,
      },
    ]);
  });

  test('are found on every page', async () => {
    const { found, tokensOf } = await find({
      'us-east-1': [
        { Stacks: [stack('another')], NextToken: 'more' },
        { Stacks: [stack('EventBridgePartner-prod-us-east-1', ofProd)] },
      ],
    });

    expect(found).toHaveLength(1);
    expect(tokensOf('us-east-1')).toEqual([undefined, 'more']);
  });

  test('are not those whose creation failed, nor stacks of others', async () => {
    const { found } = await find({
      'us-east-1': [
        {
          Stacks: [
            stack('EventBridgePartner-prod-us-east-1'),
            stack('EventBridgePartner-old-us-east-1', { PartnerName: 'vendor.example' }),
            stack('SomebodyElses', ofProd),
          ],
        },
      ],
    });

    expect(found).toEqual([]);
  });
});

test('a Region that refuses is named, and the others are still searched', async () => {
  const refusal = Object.assign(new Error('no'), { name: 'AccessDenied' });
  const { found, unreachable } = await find({
    'us-east-1': [{ Stacks: [], NextToken: 'more' }, refusal],
    'eu-west-1': [{ Stacks: [stack('EventBridgePartner-prod-eu-west-1', ofProd)] }],
  });

  expect(unreachable).toEqual(['us-east-1']);
  expect(found.map(({ region }) => region)).toEqual(['eu-west-1']);
});

test('a client that cannot be made counts as a Region that does not answer', async () => {
  const result = await findDeployedStages(['us-east-1'], () => {
    throw new Error('no credentials');
  });

  expect(result).toEqual({ found: [], unreachable: ['us-east-1'] });
});
