import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { DeployedStage } from '../../../../lib/stage/find-deployed-stages.ts';
import {
  controlPlaneCheck,
  judgeControlPlane,
} from '../../../../operate/preflight/checks/control-plane.ts';
import { aContext, anError, aPreflightStage } from '../support/fake-aws.ts';

const stage = aPreflightStage();

function deployed(fields: Partial<DeployedStage> = {}): DeployedStage {
  const all = {
    region: 'us-east-1',
    stage: 'beta',
    partnerName: 'vendor.example',
    homeRegion: 'us-east-1',
    ...fields,
  };
  const stackName = `EventBridgePartner-${all.stage}-${all.region}`;
  return { stackName, isHome: all.region === all.homeRegion, ...all };
}

function judge(...found: readonly DeployedStage[]) {
  return judgeControlPlane(stage, { found, unreachable: [] });
}

describe('the control plane', () => {
  test.each([
    ['nowhere', [], /^not deployed yet; the stage file places it in us-east-1$/],
    [
      'where the file says',
      [deployed(), deployed({ region: 'eu-west-1' })],
      /^deployed in us-east-1, as/,
    ],
  ])('%s is right', (_, found, text) => {
    expect(judge(...found)).toEqual([{ status: 'ok', text: expect.stringMatching(text) }]);
  });

  test('elsewhere fails, once for all its stacks', () => {
    const moved = { homeRegion: 'eu-west-1' };

    expect(judge(deployed(moved), deployed({ ...moved, region: 'eu-west-1' }))).toEqual([
      {
        status: 'fails',
        text: expect.stringMatching(/^deployed in eu-west-1, .* says us-east-1/),
        remedy: 'set homeRegion to eu-west-1 in stages/beta.json',
      },
    ]);
  });

  test('of another partner fails', () => {
    expect(judge(deployed({ partnerName: 'vendor.example.test' }))).toMatchObject([
      {
        status: 'fails',
        text: expect.stringMatching(/vendor\.example\.test, .* vendor\.example:/),
      },
    ]);
  });

  test('with stacks in a Region that the file does not name is warned of', () => {
    expect(judge(deployed(), deployed({ region: 'sa-east-1' }))).toMatchObject([
      {
        status: 'warning',
        text: expect.stringContaining('sa-east-1'),
        remedy: expect.stringContaining('Change a stage'),
      },
    ]);
    // The heading that it sends to.
    expect(readFileSync('docs/deploy.md', 'utf8')).toMatch(/^## Change a stage$/m);
  });
});

describe('another stage', () => {
  const other = deployed({ stage: 'live', region: 'sa-east-1', homeRegion: 'sa-east-1' });

  test('of the same partner, where this one is new, may be this one renamed', () => {
    expect(judge(other)).toMatchObject([
      { status: 'fails', remedy: expect.stringContaining('if beta is live renamed') },
    ]);
  });

  test('of the same partner beside this one is warned of', () => {
    expect(judge(deployed(), other)).toMatchObject([{ status: 'warning' }]);
  });

  test('of another partner in the same Region is warned of, and in another is not', () => {
    const partnerName = 'vendor.example.test';
    const beside = deployed({ stage: 'dev', partnerName });

    expect(judge(deployed(), beside)).toMatchObject([
      { status: 'warning', text: expect.stringContaining('dev in us-east-1') },
    ]);
    expect(judge(deployed(), { ...other, partnerName })).toMatchObject([{ status: 'ok' }]);
  });
});

test('the Regions of the stage and its customers are searched; one that refuses is not known', async () => {
  const outputs = { StageName: 'beta', PartnerName: 'vendor.example', HomeRegion: 'us-east-1' };
  const found = await controlPlaneCheck.run(
    aContext({
      DescribeStacks(_, region) {
        if (region === 'eu-north-1') throw anError('AccessDenied');
        const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        }));
        return { Stacks: [{ StackName: `EventBridgePartner-beta-${region}`, Outputs }] };
      },
    }),
  );

  expect(found).toEqual([
    {
      check: 'control plane',
      status: 'unknown',
      text: 'eu-north-1: could not be checked: no answer, or requires cloudformation:DescribeStacks there',
    },
  ]);
});
