import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { codesOf } from '../../../lambdas/domain/error-codes.ts';
import { historyBucketPrefix, historyTableName, type Stage } from '../../../lib/stage/stage.ts';
import { ask, orAbsent } from '../answer.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement, type Verdict } from '../finding.ts';
import { accountOf, judgeBucket, judgeOwner, ours } from './state-owner.ts';

const name = 'history';

/** Whether a table or a bucket of the history blocks a deployment: one left over, or somebody else's. */
export const historyCheck: Check = {
  name,
  async run(context) {
    const { stage } = context;
    const account = await accountOf(context);
    const asked = stage.regions.flatMap((region) => [
      judgeTable(region, context),
      ...(account.kind === 'answered'
        ? [judgeBucket(historyBucketPrefix(stage, account.value), region, context)]
        : []),
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
    ...(await judgeOwner(table, region, {
      context,
      answer,
      own: (one) => protection(one, region, context),
    })),
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
