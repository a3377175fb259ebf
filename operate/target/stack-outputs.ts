import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { InputError } from '../../terminal/input-error.ts';

/** The outputs of a deployed stack, by key. */
export type StackOutputs = ReadonlyMap<string, string>;

/** Reads the outputs of a stack. Rejects with an InputError if there is no such stack. */
export async function readStackOutputs(
  client: Pick<CloudFormationClient, 'send'>,
  { stackName, stage, region }: { stackName: string; stage: string; region: string },
): Promise<StackOutputs> {
  try {
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    const outputs = stack?.Outputs ?? [];
    return new Map(outputs.map(({ OutputKey: key = '', OutputValue: value = '' }) => [key, value]));
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new InputError(
      `--stage ${stage}: no stack ${stackName} in ${region} of this account (deploy it with npx cdk deploy -c stage=${stage})`,
      { cause: error },
    );
  }
}

// CloudFormation has no separate error code for it.
function isMissing(error: unknown): boolean {
  return (
    Error.isError(error) &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist')
  );
}
