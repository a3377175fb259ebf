import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { mappingTableName, stateStackName, type Stage } from '../../../lib/stage/stage.ts';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import { byRegion } from '../by-region.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askForOwner } from '../stage-stacks.ts';

const name = 'mapping table';

/** What was found of the mapping table. */
export interface TableAnswers {
  /** The table of that name in each Region of the stage; undefined if there is none. */
  readonly tables: ReadonlyMap<string, Answer<TableDescription | undefined>>;
  /** The stack that it belongs to in the home Region; undefined if to none. */
  readonly owner: Answer<string | undefined>;
}

/** Whether a table left from before is in a deployment's way, and one that stands is protected. */
export const mappingTableCheck: Check = {
  name,
  async run(context) {
    const { stage, clients, signal } = context;
    const home = clients.cloudFormation(stage.homeRegion);
    const [tables, owner] = await Promise.all([
      byRegion(stage.regions, async (region) => await describeTable(region, context)),
      askForOwner(home, mappingTableName(stage), signal),
    ]);
    return findingsOf(name, 'Regions', judgeTables(stage, { tables, owner }));
  },
};

/** What the tables found mean for a stage. */
function judgeTables(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  { tables, owner }: TableAnswers,
): readonly Judgement[] {
  const home = tables.get(stage.homeRegion);
  const replicas = home?.kind === 'answered' ? home.value?.Replicas : undefined;
  return [...tables].map(([region, answer]) => {
    if (answer.kind !== 'answered') return { subject: region, ...unknownBecause(answer) };
    const { value: table } = answer;
    if (table === undefined) return { subject: region, status: 'ok', text: 'none yet' };
    const isHome = region === stage.homeRegion;
    if (isHome && owner.kind !== 'answered') return { subject: region, ...unknownBecause(owner) };
    const isOurs = isHome
      ? owner.kind === 'answered' && owner.value === stateStackName(stage, region)
      : replicas?.some(({ RegionName: one }) => one === region) === true;
    return isOurs ? judgeProtection(stage, region, table) : leftBehind(stage, region, owner);
  });
}

function judgeProtection(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  region: string,
  { DeletionProtectionEnabled: isProtected }: TableDescription,
): Judgement {
  // A replica can be made again, and one that is protected could not be removed with its Region.
  const needsIt = stage.production && region === stage.homeRegion;
  if (isProtected === true || !needsIt) {
    return { subject: region, status: 'ok', text: 'belongs to the stage' };
  }
  return {
    subject: region,
    status: 'warning',
    text: 'anybody with dynamodb:DeleteTable can delete it: its deletion protection is off',
    remedy: `aws dynamodb update-table --table-name ${mappingTableName(stage)} --deletion-protection-enabled --region ${region}`,
  };
}

function leftBehind(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  region: string,
  owner: Answer<string | undefined>,
): Judgement {
  const table = mappingTableName(stage);
  const isHome = region === stage.homeRegion;
  const holder = isHome && owner.kind === 'answered' ? owner.value : undefined;
  if (isHome && holder === undefined && stage.production) return importable(stage, region);
  const text =
    holder === undefined
      ? `${table} is left from before, and a deployment ends at "already exists"`
      : `${table} belongs to the stack ${holder}, and a deployment ends at "already exists"`;
  const release = `aws dynamodb update-table --table-name ${table} --no-deletion-protection-enabled --region ${region}`;
  const why = isHome ? 'delete it' : "delete it, it is no replica of the home Region's";
  return {
    subject: region,
    status: 'fails',
    text,
    remedy: `${why}: ${release}, then delete-table`,
  };
}

// CloudFormation takes in what its template would retain (docs/adr/0025).
function importable(stage: Pick<Stage, 'name'>, region: string): Judgement {
  return {
    subject: region,
    status: 'warning',
    text: `${mappingTableName(stage)} is left from before, with its mappings`,
    remedy: `npx cdk deploy -c stage=${stage.name} --all --import-existing-resources takes it in; without that option a deployment ends at "already exists"`,
  };
}

async function describeTable(region: string, { stage, clients, signal }: CheckContext) {
  const answer = await ask(signal, 'dynamodb:DescribeTable', async (options) => {
    const command = new DescribeTableCommand({ TableName: mappingTableName(stage) });
    return (await clients.dynamoDb(region).send(command, options)).Table;
  });
  return orAbsent(answer, ({ code }) => code === 'ResourceNotFoundException');
}
