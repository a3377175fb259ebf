import { expect, test } from '@jest/globals';
import { judgeKey, keysCheck } from '../../../../operate/preflight/checks/keys.ts';
import { aContext, answered, aPreflightStage, noPermission } from '../support/fake-aws.ts';

const stage = aPreflightStage();
const own = 'EventBridgePartnerState-beta-us-east-1';

async function judge(
  key: { KeyId: string; KeyState: 'Enabled' | 'Disabled' | 'PendingDeletion' } | Error | undefined,
  owner: string | Error | undefined,
) {
  return judgeKey(stage, 'us-east-1', { key: await answered(key), owner: await answered(owner) });
}

const enabled = { KeyId: 'k', KeyState: 'Enabled' } as const;

test.each([
  [undefined, undefined, 'ok', /^none yet$/, /^$/],
  [enabled, own, 'ok', /^belongs to the stage$/, /^$/],
  [
    enabled,
    undefined,
    'fails',
    /is left from an earlier deployment/,
    /^aws kms delete-alias .*keep the key/,
  ],
  [enabled, 'Other', 'fails', /belongs to the stack Other/, /^aws kms delete-alias/],
  [
    { ...enabled, KeyState: 'PendingDeletion' as const },
    own,
    'fails',
    /is PendingDeletion/,
    /^aws kms cancel-key-deletion --key-id k --region us-east-1 && aws kms enable-key/,
  ],
  [
    { ...enabled, KeyState: 'Disabled' as const },
    own,
    'fails',
    /is Disabled/,
    /^aws kms enable-key/,
  ],
  [noPermission('x'), undefined, 'unknown', /requires some:Permission/, /^$/],
  [enabled, noPermission('x'), 'unknown', /requires some:Permission/, /^$/],
])('the key %j of %s is %s', async (key, owner, status, text, remedy) => {
  const found = await judge(key, owner);

  expect(found).toMatchObject({ status, text: expect.stringMatching(text) });
  expect(found.remedy ?? '').toMatch(remedy);
});

test('each Region is asked about the alias and its owner', async () => {
  const asked: unknown[] = [];
  const found = await keysCheck.run(
    aContext({
      DescribeKey({ KeyId: id }, region) {
        asked.push([region, id]);
        return { KeyMetadata: enabled };
      },
      DescribeStackResources: ({ PhysicalResourceId: id }, region) => ({
        StackResources: [
          { PhysicalResourceId: id, StackName: `EventBridgePartnerState-beta-${region}` },
        ],
      }),
      DescribeStacks: ({ StackName: stack }) => ({
        Stacks: [{ StackName: stack, StackStatus: 'CREATE_COMPLETE' }],
      }),
    }),
  );

  expect(asked).toEqual([
    ['us-east-1', 'alias/EventBridgePartner-beta'],
    ['eu-west-1', 'alias/EventBridgePartner-beta'],
  ]);
  expect(found).toMatchObject([
    { status: 'ok', text: 'us-east-1, eu-west-1: belongs to the stage' },
  ]);
});

test('a key whose stack was deleted is left from an earlier deployment', async () => {
  const found = await keysCheck.run(
    aContext({
      DescribeKey: () => ({ KeyMetadata: enabled }),
      DescribeStackResources: ({ PhysicalResourceId: id }, region) => ({
        StackResources: [
          {
            PhysicalResourceId: id,
            StackName: `EventBridgePartnerState-beta-${region}`,
            ResourceStatus: 'DELETE_SKIPPED',
          },
        ],
      }),
    }),
  );

  expect(found.map(({ status }) => status)).toEqual(['fails', 'fails']);
  expect(found[0]?.text).toMatch(/is left from an earlier deployment/);
});
