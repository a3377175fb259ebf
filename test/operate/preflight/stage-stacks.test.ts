import { describe, expect, test } from '@jest/globals';
import { askForOwner } from '../../../operate/preflight/stage-stacks.ts';
import {
  fakeClients,
  noPermission,
  noStack,
  refusing,
  type Operations,
} from './support/fake-aws.ts';

const stack = { StackName: 'Own', StackId: 'arn:own' };

/** The owner of `table`, which a stack has in such a status. */
async function find(status: string | undefined, operations: Operations = {}) {
  const resource = { ...stack, PhysicalResourceId: 'table', ResourceStatus: status };
  const { clients } = fakeClients({
    DescribeStackResources: () => ({ StackResources: [{ PhysicalResourceId: 'x' }, resource] }),
    DescribeStacks: () => ({ Stacks: [{ ...stack, StackStatus: 'CREATE_COMPLETE' }] }),
    ...operations,
  });
  const client = clients.cloudFormation('us-east-1');
  return await askForOwner(client, 'table', new AbortController().signal);
}

const nobody = { kind: 'answered', value: undefined };

describe('a resource belongs to', () => {
  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_FAILED', undefined])(
    'the stack that has it in the status %s',
    async (status) => {
      expect(await find(status)).toEqual({ kind: 'answered', value: 'Own' });
    },
  );

  test.each(['DELETE_COMPLETE', 'DELETE_SKIPPED', 'DELETE_FAILED', 'DELETE_IN_PROGRESS'])(
    'nobody in the status %s',
    async (status) => {
      expect(await find(status)).toEqual(nobody);
    },
  );

  test('no stack when its stack was deleted, although CloudFormation still answers for it', async () => {
    const deleted = { ...stack, StackStatus: 'DELETE_COMPLETE' };

    expect(
      await find('CREATE_COMPLETE', { DescribeStacks: () => ({ Stacks: [deleted] }) }),
    ).toEqual(nobody);
    expect(await find('CREATE_COMPLETE', { DescribeStacks: refusing(noStack('arn:own')) })).toEqual(
      nobody,
    );
  });

  test('no stack that CloudFormation knows', async () => {
    const DescribeStackResources = refusing(noStack('table'));

    expect(await find(undefined, { DescribeStackResources })).toEqual(nobody);
  });
});

test('the stack is requested by its ID, since another may have its name by now', async () => {
  const asked: unknown[] = [];
  await find('CREATE_COMPLETE', {
    DescribeStacks({ StackName: name }) {
      asked.push(name);
      return { Stacks: [] };
    },
  });

  expect(asked).toEqual(['arn:own']);
});

test.each(['DescribeStackResources', 'DescribeStacks'])(
  'nothing is concluded without permission for %s',
  async (operation) => {
    const refusal = refusing(noPermission(`cloudformation:${operation}`));

    expect(await find('CREATE_COMPLETE', { [operation]: refusal })).toMatchObject({
      kind: 'unanswered',
      reason: `requires cloudformation:${operation}`,
    });
  },
);
