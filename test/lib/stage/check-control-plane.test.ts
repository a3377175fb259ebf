import { expect, test } from '@jest/globals';
import { checkControlPlane, cloudFormationOf } from '../../../lib/stage/check-control-plane.ts';
import { findDeployedStages } from '../../../lib/stage/find-deployed-stages.ts';
import { startStubCloudFormation } from '../../support/stub-cloud-formation.ts';
import { aStage } from '../../support/synthesize.ts';

const stage = aStage({ regions: ['us-east-1', 'af-south-1'] });
const account = '111122223333';

/** Checks with the stage's stack in a Region, with this home Region, while some Regions refuse. */
async function check(
  standing: Readonly<Record<string, string>>,
  refusing: readonly string[] = [],
  checked = stage,
) {
  const asked: string[] = [];
  const result = await checkControlPlane(checked, account, (region, ofAccount) => {
    asked.push(`${ofAccount} ${region}`);
    const outputs = { StageName: 'test', PartnerName: stage.partnerName };
    const home = standing[region];
    const send = async () => {
      if (refusing.includes(region)) throw new Error('refused');
      const all = Object.entries({ ...outputs, HomeRegion: home });
      const Outputs = all.map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
      return { Stacks: [{ StackName: `EventBridgePartner-test-${region}`, Outputs }] };
    };
    return { send };
  });
  return { result, asked };
}

test('the stage’s Regions and those that every account has are asked', async () => {
  const { result, asked } = await check({ 'us-east-1': 'us-east-1' });

  expect(result).toEqual({ kind: 'fine' });
  expect(asked).toEqual(expect.arrayContaining([`${account} af-south-1`, `${account} eu-west-1`]));
  expect(new Set(asked).size).toBe(asked.length);
});

test('in another partition its own Regions alone are asked', async () => {
  const govCloud = aStage({ homeRegion: 'us-gov-west-1', regions: ['us-gov-west-1'] });
  const { asked } = await check({}, [], govCloud);

  expect(asked).toEqual([`${account} us-gov-west-1`]);
});

test('a home in a Region that the stage has left is found', async () => {
  const { result } = await check({ 'eu-west-1': 'eu-west-1' }, ['us-west-2']);

  expect(result).toEqual({
    kind: 'refused',
    line: expect.stringMatching(
      /^stages\/test.json: homeRegion must stay eu-west-1, not us-east-1: /,
    ),
  });
});

test('where some Regions refuse, a line names them', async () => {
  const { result } = await check({ 'us-east-1': 'us-east-1' }, ['us-west-2', 'sa-east-1']);

  expect(result).toEqual({
    kind: 'unknown',
    line: 'warning: account 111122223333 could not be checked for a control plane in sa-east-1, us-west-2',
  });
});

test('what another account answers counts as no answer', async () => {
  const outputs = { StageName: 'test', PartnerName: 'vendor.example', HomeRegion: 'us-east-1' };
  const cloudFormation = await startStubCloudFormation((region) => {
    const ofAccount = region === 'us-east-1' ? account : '999999999999';
    return [{ name: `EventBridgePartner-test-${region}`, account: ofAccount, outputs }];
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  try {
    const { found, unreachable } = await findDeployedStages(['us-east-1', 'eu-west-1'], (region) =>
      cloudFormationOf(region, account, { endpoint: cloudFormation.url, credentials }),
    );

    expect(found.map(({ region }) => region)).toEqual(['us-east-1']);
    expect(unreachable).toEqual(['eu-west-1']);
  } finally {
    await cloudFormation.stop();
  }
});
