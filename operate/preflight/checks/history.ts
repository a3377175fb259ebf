import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { codesOf } from '../../../lambdas/domain/error-codes.ts';
import { partitionOf } from '../../../lambdas/domain/partition.ts';
import {
  historyBucketPrefix,
  historyTableName,
  stateStackName,
  type Stage,
} from '../../../lib/stage/stage.ts';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement, type Verdict } from '../finding.ts';
import { askForOwner } from '../stage-stacks.ts';

const name = 'history';

/** Whether a table or a bucket of the history blocks a deployment: one left over, or somebody else's. */
export const historyCheck: Check = {
  name,
  async run(context) {
    const { stage, identity } = context;
    const caller = await identity();
    const account =
      stage.account ?? (caller.kind === 'answered' ? caller.value.account : undefined);
    const asked = stage.regions.flatMap((region) => [
      judgeTable(region, context),
      ...(account === undefined ? [] : [judgeBucket(region, account, context)]),
    ]);
    return findingsOf(name, 'tables and buckets', await Promise.all(asked));
  },
};

async function judgeTable(region: string, context: CheckContext): Promise<Judgement> {
  const table = historyTableName(context.stage);
  const answer = orAbsent(
    await ask(context.signal, 'dynamodb:DescribeTable', async (options) => {
      const command = new DescribeTableCommand({ TableName: table });
      return (await context.clients.dynamoDb(region).send(command, options)).Table;
    }),
    ({ code }) => codesOf('notFound').includes(code),
  );
  return {
    subject: `table in ${region}`,
    ...(await judge(table, region, {
      context,
      answer,
      own: (one) => protection(one, region, context),
    })),
  };
}

async function judgeBucket(
  region: string,
  account: string,
  context: CheckContext,
): Promise<Judgement> {
  const bucket = `${historyBucketPrefix(context.stage, account)}-${region}`;
  const url = `https://${bucket}.s3.${region}.${partitionOf(region).urlSuffix}/`;
  // Unsigned: S3 says even to strangers whether there is a bucket of a name.
  const answer = await ask(context.signal, 'no permission', async ({ abortSignal }) => {
    const { status } = await context.fetch(new URL(url), { method: 'HEAD', signal: abortSignal });
    return status === 404 ? undefined : status;
  });
  return {
    subject: `bucket in ${region}`,
    ...(await judge(bucket, region, { context, answer, own: () => ours })),
  };
}

const ours: Verdict = { status: 'ok', text: 'belongs to the stage' };

interface Found<T> {
  readonly context: CheckContext;
  readonly answer: Answer<T | undefined>;
  /** What it means where it is the stage's. */
  readonly own: (found: T) => Verdict;
}

async function judge<T>(
  physicalId: string,
  region: string,
  { context: { stage, clients, signal }, answer, own }: Found<T>,
): Promise<Verdict> {
  if (answer.kind !== 'answered') return unknownBecause(answer);
  if (answer.value === undefined) return { status: 'ok', text: 'none yet' };
  const owner = await askForOwner(clients.cloudFormation(region), physicalId, signal);
  if (owner.kind !== 'answered') return unknownBecause(owner);
  if (owner.value === stateStackName(stage, region)) return own(answer.value);
  if (owner.value === undefined && stage.production) {
    return {
      status: 'warning',
      text: `${physicalId} is in no stack: it is left from an earlier deployment, or somebody else has the name`,
      remedy: `npx cdk deploy -c stage=${stage.name} --all --import-existing-resources imports it if it is yours; without that option a deployment fails with "already exists"`,
    };
  }
  const whose = owner.value === undefined ? 'is left over' : `belongs to the stack ${owner.value}`;
  return {
    status: 'fails',
    text: `${physicalId} ${whose}, so a deployment fails with "already exists"`,
    remedy: 'delete it; a bucket must be empty first (aws s3 rm --recursive)',
  };
}

function protection(
  { DeletionProtectionEnabled: isProtected }: TableDescription,
  region: string,
  { stage }: { readonly stage: Pick<Stage, 'name' | 'production'> },
): Verdict {
  if (isProtected === true || !stage.production) return ours;
  return {
    status: 'warning',
    text: 'its deletion protection is off: anyone with dynamodb:DeleteTable can delete it',
    remedy: `aws dynamodb update-table --table-name ${historyTableName(stage)} --deletion-protection-enabled --region ${region}`,
  };
}
