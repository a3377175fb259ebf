import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import { stackName, stateStackName, type Stage } from '../../lib/stage/stage.ts';
import { ask, orAbsent, type Answer } from './answer.ts';

type Client = Pick<CloudFormationClient, 'send'>;

/** The names of a stage's stacks in a Region, in deployment order. */
export function stackNames(stage: Pick<Stage, 'name'>, region: string): readonly string[] {
  return [stateStackName(stage, region), stackName(stage, region)];
}

/** Asks for a stack; undefined if there is none. */
export async function askForStack(
  client: Client,
  name: string,
  signal: AbortSignal,
): Promise<Answer<Stack | undefined>> {
  const answer = await ask(signal, 'cloudformation:DescribeStacks', async (options) => {
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: name }),
      options,
    );
    return stack;
  });
  return orAbsent(answer, doesNotExist);
}

/**
 * Asks which stack a resource belongs to, by its physical ID; undefined if to none. For 90 days
 * CloudFormation also answers for deleted stacks (API reference, DescribeStackResources): resources that
 * were deleted or retained there belong to no stack.
 */
export async function askForOwner(
  client: Client,
  physicalId: string,
  signal: AbortSignal,
): Promise<Answer<string | undefined>> {
  const asked = await ask(signal, 'cloudformation:DescribeStackResources', async (options) => {
    const { StackResources: resources = [] } = await client.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }),
      options,
    );
    return resources.find(
      ({ PhysicalResourceId: id, ResourceStatus: status = '' }) =>
        id === physicalId && !status.startsWith('DELETE_'),
    );
  });
  const answer = orAbsent(asked, doesNotExist);
  if (answer.kind !== 'answered') return answer;
  const { StackName: name, StackId: id = name } = answer.value ?? {};
  if (name === undefined || id === undefined) return { kind: 'answered', value: undefined };
  // By its ID, since another stack may have the name by now.
  const stack = await askForStack(client, id, signal);
  if (stack.kind !== 'answered') return stack;
  const { StackStatus: status = 'DELETE_COMPLETE' } = stack.value ?? {};
  return { kind: 'answered', value: status === 'DELETE_COMPLETE' ? undefined : name };
}

// CloudFormation has no separate error code for it.
function doesNotExist({ code, message }: Failure): boolean {
  return code === 'ValidationError' && message.includes('does not exist');
}
