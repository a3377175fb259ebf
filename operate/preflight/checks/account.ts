import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { ask, reasonOf, type Answer } from '../answer.ts';
import type { Check, Identity } from '../check.ts';
import type { Clients } from '../clients.ts';
import type { Verdict } from '../finding.ts';

/** Asks a Region who the caller is; no policy can deny it. */
export async function askIdentity(
  { sts }: Pick<Clients, 'sts'>,
  region: string,
  signal: AbortSignal,
): Promise<Answer<Identity>> {
  return await ask(signal, 'sts:GetCallerIdentity', async (options) => {
    const { Account: account = '', Arn: arn = '' } = await sts(region).send(
      new GetCallerIdentityCommand(),
      options,
    );
    return { account, arn };
  });
}

const name = 'account';

/** Whether the credentials are valid and belong to the stage's account. */
export const accountCheck: Check = {
  name,
  run: async ({ stage, identity }) => [{ check: name, ...judgeAccount(stage, await identity()) }],
};

/** What the caller's identity means for a stage. */
function judgeAccount(stage: Pick<Stage, 'name' | 'account'>, answer: Answer<Identity>): Verdict {
  // Without it nothing can be checked in AWS, and nothing deployed.
  if (answer.kind !== 'answered') return { status: 'fails', text: reasonOf(answer) };
  const { account, arn } = answer.value;
  if (stage.account === undefined || stage.account === account) {
    return { status: 'ok', text: `${account}, as ${arn}` };
  }
  return {
    status: 'fails',
    text: `these credentials belong to ${account}, but the stage's account is ${stage.account}`,
    remedy: `use a profile of ${stage.account} (AWS_PROFILE), or correct account in stages/${stage.name}.json`,
  };
}
