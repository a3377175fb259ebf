import { describe, expect, test } from '@jest/globals';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { judgeStack, stacksCheck } from '../../../../operate/preflight/checks/stacks.ts';
import {
  aContext,
  answered,
  aPreflightStage,
  noPermission,
  noStack,
  refusing,
  type Operations,
} from '../support/fake-aws.ts';

async function judge(state: string, isProtected = false, hasReplicas = false) {
  const answer = await answered({
    StackStatus: state as StackStatus,
    EnableTerminationProtection: isProtected,
  });
  return judgeStack('eu-west-1', 'Stack', answer, hasReplicas);
}

const named = '--stack-name Stack --region eu-west-1';

describe('a stack in the state', () => {
  test.each([
    ['CREATE_COMPLETE', 'ok', undefined],
    ['UPDATE_COMPLETE', 'ok', undefined],
    ['REVIEW_IN_PROGRESS', 'ok', undefined],
    ['UPDATE_IN_PROGRESS', 'warning', undefined],
    ['ROLLBACK_COMPLETE', 'warning', undefined],
    ['UPDATE_ROLLBACK_COMPLETE', 'warning', `describe-stack-events ${named}`],
    ['UPDATE_ROLLBACK_FAILED', 'fails', `continue-update-rollback ${named}`],
    ['ROLLBACK_FAILED', 'warning', undefined],
    ['DELETE_FAILED', 'fails', `delete-stack ${named}`],
    ['NEW_STATE', 'unknown', undefined],
  ])('%s is %s', async (state, status, command) => {
    const found = await judge(state);

    expect(found).toMatchObject({ status, text: expect.stringContaining(state) });
    expect(found.remedy?.replace(/ shows the cause.*/, '')).toBe(
      command && `aws cloudformation ${command}`,
    );
  });

  test('CREATE_FAILED is of --no-rollback, and cdk offers the rollback', async () => {
    expect(await judge('CREATE_FAILED')).toMatchObject({
      status: 'warning',
      text: expect.stringContaining('--no-rollback'),
      remedy: expect.stringMatching(/^deploy again: cdk offers to roll it back/),
    });
  });

  test('ROLLBACK_FAILED of a table with replicas is left alone for 24 hours', async () => {
    expect(await judge('ROLLBACK_FAILED', false, true)).toMatchObject({
      status: 'warning',
      remedy: expect.stringMatching(/24 hours .*not before/),
    });
    expect((await judge('ROLLBACK_COMPLETE', false, true)).remedy).toBeUndefined();
  });

  test('DELETE_FAILED of a table with replicas is deleted when they are removed', async () => {
    expect(await judge('DELETE_FAILED', false, true)).toMatchObject({
      status: 'fails',
      remedy: `aws cloudformation delete-stack ${named}, once the table's replicas are removed`,
    });
  });

  test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])(
    '%s that is protected must be released before it can be re-created',
    async (state) => {
      expect(await judge(state, true)).toMatchObject({
        status: 'fails',
        remedy: expect.stringMatching(/--no-enable-termination-protection .*delete-stack/),
      });
    },
  );

  test('every state that CloudFormation has is known', async () => {
    const found = await Promise.all(Object.values(StackStatus).map((state) => judge(state)));
    const unknown = found.filter(({ status }) => status === 'unknown');

    // No stack is found in it by name.
    expect(unknown.map(({ text }) => text.split(' ')[0])).toEqual(['DELETE_COMPLETE']);
  });
});

test('both stacks of each Region are checked', async () => {
  const [finding, ...others] = await stacksCheck.run(
    aContext({
      DescribeStacks({ StackName: name }, region) {
        if (name === `EventBridgePartner-beta-${region}`) {
          return { Stacks: [{ StackName: name, StackStatus: 'CREATE_COMPLETE' }] };
        }
        throw noStack(name);
      },
    }),
  );

  expect(finding).toMatchObject({
    status: 'ok',
    text: 'EventBridgePartnerState-beta-us-east-1, EventBridgePartnerState-beta-eu-west-1: not deployed yet',
  });
  expect(others).toMatchObject([
    {
      status: 'ok',
      text: 'EventBridgePartner-beta-us-east-1, EventBridgePartner-beta-eu-west-1: CREATE_COMPLETE',
    },
  ]);
});

const allFailed: Operations[string] = ({ StackName: name }) => ({
  Stacks: [{ StackName: name, StackStatus: 'ROLLBACK_FAILED' }],
});

test('the home Region’s state stack alone has replicas, where the stage has other Regions', async () => {
  const stage = aPreflightStage({ regions: ['us-east-1'] });

  expect(await stacksCheck.run(aContext({ DescribeStacks: allFailed }))).toMatchObject([
    {
      text: expect.stringMatching(/^EventBridgePartnerState-beta-us-east-1: /),
      remedy: expect.stringContaining('24 hours'),
    },
    { remedy: undefined },
  ]);
  expect(await stacksCheck.run(aContext({ DescribeStacks: allFailed }, { stage }))).toMatchObject([
    { remedy: undefined },
  ]);
});

test('a missing permission is named', async () => {
  const refusal = noPermission('cloudformation:DescribeStacks', 'AccessDenied');
  const DescribeStacks = refusing(refusal);

  expect(await stacksCheck.run(aContext({ DescribeStacks }))).toMatchObject([
    { status: 'unknown', text: expect.stringMatching(/requires cloudformation:DescribeStacks$/) },
  ]);
});
