import { describe, expect, test } from '@jest/globals';
import type { DeployedStage } from '../../../lib/stage/find-deployed-stages.ts';
import { movedControlPlane } from '../../../lib/stage/moved-control-plane.ts';

const stage = { name: 'prod', partnerName: 'vendor.example', homeRegion: 'us-east-1' };

/** One of the stage's deployed stacks. */
function standing(overrides: Partial<DeployedStage> = {}): DeployedStage {
  const { stage: name = 'prod', region = 'us-east-1' } = overrides;
  return {
    region,
    stackName: `EventBridgePartnerState-${name}-${region}`,
    stage: name,
    partnerName: 'vendor.example',
    homeRegion: 'us-east-1',
    isHome: true,
    ...overrides,
  };
}

describe('a deployment proceeds', () => {
  test.each<[string, readonly DeployedStage[]]>([
    ['nothing is deployed', []],
    ['the stage is deployed as described', [standing()]],
    [
      'a Region is added or removed',
      [standing(), standing({ region: 'eu-west-1', isHome: false })],
    ],
    [
      'a stage of another partner name is deployed too',
      [standing(), standing({ stage: 'dev', partnerName: 'vendor.example.test' })],
    ],
    [
      'a stage of another partner name has its home elsewhere',
      [standing({ stage: 'dev', partnerName: 'vendor.example.test', homeRegion: 'eu-west-1' })],
    ],
  ])('where %s', (_, deployed) => {
    expect(movedControlPlane(stage, deployed)).toBeUndefined();
  });
});

describe('a deployment is refused in one line', () => {
  test.each<[string, DeployedStage, string]>([
    [
      'the control plane is in another Region',
      standing({ region: 'eu-west-1', homeRegion: 'eu-west-1' }),
      'homeRegion must stay eu-west-1, not us-east-1: the registrations of stage prod are there (stack EventBridgePartnerState-prod-eu-west-1 in eu-west-1)',
    ],
    [
      'only another Region’s stack shows it',
      standing({ region: 'ap-southeast-2', homeRegion: 'eu-west-1', isHome: false }),
      'homeRegion must stay eu-west-1, not us-east-1: the registrations of stage prod are there (stack EventBridgePartnerState-prod-ap-southeast-2 in ap-southeast-2)',
    ],
    [
      'the stage has another partner name',
      standing({ partnerName: 'vendor.example.test' }),
      "partnerDomain and production must keep the partner name vendor.example.test, not vendor.example: the sources of stage prod's customers have that name (stack EventBridgePartnerState-prod-us-east-1 in us-east-1)",
    ],
    [
      'the stage had another name',
      standing({ stage: 'production' }),
      'the registrations of vendor.example belong to stage production (stack EventBridgePartnerState-production-us-east-1 in us-east-1): stage prod would start without them',
    ],
  ])('where %s', (_, deployed, line) => {
    const beside = standing({ stage: 'dev', partnerName: 'vendor.example.test' });

    expect(movedControlPlane(stage, [beside, deployed])).toBe(
      `stages/prod.json: ${line}; to create a new control plane anyway, add -c moveControlPlane=true (docs/deploy.md, "Change a stage")`,
    );
  });
});
