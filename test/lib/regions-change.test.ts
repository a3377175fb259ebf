import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { StateStack } from '../../lib/state-stack.ts';
import { aQuickApp, aStage } from '../support/synthesize.ts';

const home: string = 'us-east-1';
const second: string = 'eu-west-1';
const third: string = 'ap-southeast-2';

/** The template of the home Region's state in a stage of these Regions. */
function homeState(regions: readonly string[], production: boolean) {
  const stage = aStage({ regions, production });
  return Template.fromStack(new StateStack(aQuickApp(), 'State', { stage, region: home })).toJSON();
}

/** The template with the table's replicas apart, by Region. */
function apart(template: ReturnType<typeof homeState>) {
  const { Resources: resources, ...rest } = structuredClone(template);
  const table = Object.values<{ Type: string; Properties: Record<string, unknown> }>(
    resources,
  ).find(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable')!;
  const { Replicas: replicas, ...properties } = table.Properties;
  const byRegion = Object.fromEntries(
    (replicas as { Region: string }[]).map((replica) => [replica.Region, replica]),
  );
  table.Properties = properties;
  return { replicas: byRegion, everythingElse: { ...rest, resources } };
}

describe.each([true, false])('in production: %s', (production) => {
  test.each([
    ['a second Region', [home], [home, second], [second]],
    ['a third Region', [home, second], [home, second, third], [third]],
    ['one Region less', [home, second, third], [home, second], [third]],
    ['one Region again', [home, second], [home], [second]],
  ])('%s is one replica more or less, and changes nothing else', (_, before, after, changed) => {
    const [old, now] = [before, after].map((regions) => apart(homeState(regions, production)));
    const replicas = { ...old!.replicas, ...now!.replicas };
    const inBoth = before.filter((region) => after.includes(region));

    // Name, keys, billing, streams, encryption: none of what replaces a table, or needs an update of
    // its own before the replica's.
    expect(now!.everythingElse).toEqual(old!.everythingElse);
    expect(Object.keys(now!.replicas).toSorted()).toEqual(after.toSorted());
    for (const region of inBoth) expect(now!.replicas[region]).toEqual(old!.replicas[region]);
    expect(Object.keys(replicas).filter((region) => !inBoth.includes(region))).toEqual(changed);
  });

  test('no replica is protected, so that its Region can be removed', () => {
    const { replicas } = apart(homeState([home, second, third], production));

    for (const replica of Object.values(replicas)) {
      expect(replica).not.toHaveProperty('DeletionProtectionEnabled');
    }
  });
});

test('a table of one Region has the stream that replicas will need', () => {
  const { everythingElse } = apart(homeState([home], true));

  expect(JSON.stringify(everythingElse)).toContain(
    '"StreamSpecification":{"StreamViewType":"NEW_AND_OLD_IMAGES"}',
  );
});
