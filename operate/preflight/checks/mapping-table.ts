import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { codesOf } from '../../../lambdas/domain/error-codes.ts';
import { mappingTableName, stateStackName, type Stage } from '../../../lib/stage/stage.ts';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import { byRegion } from '../by-region.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askForOwner } from '../stage-stacks.ts';
import { judgeHomeLeftover, judgeOtherLeftover } from './leftover-table.ts';

const name = 'mapping table';

/** What was found about the mapping table. */
export interface TableAnswers {
  /** The table with that name in each Region of the stage; undefined if there is none. */
  readonly tables: ReadonlyMap<string, Answer<TableDescription | undefined>>;
  /** The stack that it belongs to in the home Region; undefined if to none. */
  readonly owner: Answer<string | undefined>;
}

/** Whether a leftover table blocks a deployment, and whether an existing one is protected. */
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
  return [...tables].map(([region, answer]) => {
    if (answer.kind !== 'answered') return { subject: region, ...unknownBecause(answer) };
    const { value: table } = answer;
    if (table === undefined) return { subject: region, status: 'ok', text: 'none yet' };
    return region === stage.homeRegion
      ? judgeHome(stage, table, owner)
      : judgeOther(stage, region, table, home);
  });
}

function judgeHome(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  table: TableDescription,
  owner: Answer<string | undefined>,
): Judgement {
  const { homeRegion: region } = stage;
  if (owner.kind !== 'answered') return { subject: region, ...unknownBecause(owner) };
  if (owner.value === stateStackName(stage, region)) return judgeProtection(stage, region, table);
  return { subject: region, ...judgeHomeLeftover(stage, owner.value) };
}

function judgeOther(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  region: string,
  table: TableDescription,
  home: Answer<TableDescription | undefined> | undefined,
): Judgement {
  const isHomeAbsent = home?.kind === 'answered' && home.value === undefined;
  const isNamedByHome = home?.kind === 'answered' && hasReplica(home.value, region);
  if (isNamedByHome || (!isHomeAbsent && hasReplica(table, stage.homeRegion))) {
    return judgeProtection(stage, region, table);
  }
  // Without an answer of the home Region this may be its replica.
  if (home?.kind === 'answered') {
    return { subject: region, ...judgeOtherLeftover(stage, region, isHomeAbsent) };
  }
  const text = `could not be checked: whether it is a replica, because ${stage.homeRegion} did not answer`;
  return { subject: region, status: 'unknown', text };
}

/** Each table of a global table lists the others. */
function hasReplica(table: TableDescription | undefined, region: string): boolean {
  return table?.Replicas?.some(({ RegionName: one }) => one === region) === true;
}

function judgeProtection(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'production'>,
  region: string,
  { DeletionProtectionEnabled: isProtected }: TableDescription,
): Judgement {
  // A replica can be re-created, and a protected one could not be removed with its Region.
  const needsIt = stage.production && region === stage.homeRegion;
  if (isProtected === true || !needsIt) {
    return { subject: region, status: 'ok', text: 'belongs to the stage' };
  }
  return {
    subject: region,
    status: 'warning',
    text: 'its deletion protection is off: anyone with dynamodb:DeleteTable can delete it',
    remedy: `aws dynamodb update-table --table-name ${mappingTableName(stage)} --deletion-protection-enabled --region ${region}`,
  };
}

async function describeTable(region: string, { stage, clients, signal }: CheckContext) {
  const answer = await ask(signal, 'dynamodb:DescribeTable', async (options) => {
    const command = new DescribeTableCommand({ TableName: mappingTableName(stage) });
    return (await clients.dynamoDb(region).send(command, options)).Table;
  });
  return orAbsent(answer, ({ code }) => codesOf('notFound').includes(code));
}
