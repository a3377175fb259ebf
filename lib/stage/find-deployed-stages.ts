import {
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** One of this app's deployed stacks. A stage has two in each of its Regions. */
export interface DeployedStage {
  readonly region: string;
  readonly stackName: string;
  /** The name of the stage's file, without `.json`. */
  readonly stage: string;
  readonly partnerName: string;
  /** The Region of the stage's control plane. */
  readonly homeRegion: string;
  /** Whether this stack is in the home Region. */
  readonly isHome: boolean;
}

type Client = Pick<CloudFormationClient, 'send'>;

/**
 * Finds this app's stacks in some Regions, by their names and outputs. It only reads (DescribeStacks),
 * in all Regions at once. A stack whose creation failed has no outputs and is not found. A Region that
 * does not answer, or refuses, is in `unreachable`; the call never rejects.
 *
 * @param clientOf creates a client of the Region's CloudFormation; its time-outs limit this call
 */
export async function findDeployedStages(
  regions: readonly string[],
  clientOf: (region: string) => Client,
): Promise<{ readonly found: readonly DeployedStage[]; readonly unreachable: readonly string[] }> {
  const answers = await Promise.all(
    regions.map(async (region) => await findIn(region, () => clientOf(region))),
  );
  return {
    found: answers.flatMap((answer) => answer ?? []),
    unreachable: regions.filter((_, index) => answers[index] === undefined),
  };
}

async function findIn(
  region: string,
  client: () => Client,
): Promise<readonly DeployedStage[] | undefined> {
  try {
    const stacks = await describeStacks(client());
    return stacks.flatMap((stack) => deployedStage(region, stack) ?? []);
  } catch {
    return undefined;
  }
}

async function describeStacks(client: Client): Promise<readonly Stack[]> {
  const stacks: Stack[] = [];
  let token: string | undefined;
  do {
    const { Stacks: page = [], NextToken: next } = await client.send(
      new DescribeStacksCommand({ NextToken: token }),
    );
    stacks.push(...page);
    token = next;
  } while (token !== undefined);
  return stacks;
}

function deployedStage(
  region: string,
  { StackName: stackName = '', Outputs: outputs = [] }: Stack,
): DeployedStage | undefined {
  if (!/^EventBridgePartner(?:State)?-/.test(stackName)) return undefined;
  const output = (key: string) => outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const [stage, partnerName, homeRegion] = ['StageName', 'PartnerName', 'HomeRegion'].map(output);
  if (stage === undefined || partnerName === undefined || homeRegion === undefined) {
    return undefined;
  }
  return { region, stackName, stage, partnerName, homeRegion, isHome: region === homeRegion };
}
