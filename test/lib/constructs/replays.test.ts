import { expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { standardRegions } from '../../../lambdas/domain/regions.ts';
import { DataPlane } from '../../../lib/constructs/data-plane.ts';
import { MappingTable } from '../../../lib/constructs/mapping-table.ts';
import { Replays } from '../../../lib/constructs/replays.ts';
import { stageFleet } from '../../../lib/stage/stage-fleet.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';

/** A value of the template, with an ARN in place of each reference to one. */
function withLongArns(_: string, value: unknown): unknown {
  return Object(value)['Fn::GetAtt'] === undefined ? value : 'a'.repeat(130);
}

test('the policies of the replay function have room for all Regions that every account has', () => {
  const regions = standardRegions.map(({ region }) => region);
  const stage = { ...aStage({ regions, customerRegions: regions }), name: 'n'.repeat(20) };
  const ofStage = anEmptyStack(stage);
  const fleet = stageFleet(stage);
  const dataPlane = new DataPlane(ofStage.stack, 'DataPlane', { ...ofStage, fleet });
  const mappings = new MappingTable(ofStage.stack, 'Mappings', ofStage);
  const replays = new Replays(ofStage.stack, 'Replays', { ...ofStage, mappings, dataPlane, fleet });
  const template = Template.fromStack(Stack.of(replays));
  const sizes = Object.values(template.findResources('AWS::IAM::Policy')).map(
    ({ Properties: { PolicyDocument: document } }) => JSON.stringify(document, withLongArns).length,
  );

  // Of all inline policies of a role, in characters (IAM's quotas).
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThan(10_240);
});
