import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { keyAlias, stateStackName, type Stage } from '../../../lib/stage/stage.ts';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement, type Verdict } from '../finding.ts';
import { askForOwner } from '../stage-stacks.ts';

const name = 'keys';

/** Whether leftover keys block a deployment, and whether existing keys are usable. */
export const keysCheck: Check = {
  name,
  async run(context) {
    const { stage, clients, signal } = context;
    const asked = stage.regions.map(async (region) => {
      const [key, owner] = await Promise.all([
        describeKey(region, context),
        askForOwner(clients.cloudFormation(region), keyAlias(stage), signal),
      ]);
      return judgeKey(stage, region, { key, owner });
    });
    return findingsOf(name, 'Regions', await Promise.all(asked));
  },
};

/** What was found about a Region's key, by its alias. */
export interface KeyAnswers {
  /** Undefined if nothing has the alias. */
  readonly key: Answer<Pick<KeyMetadata, 'KeyId' | 'KeyState'> | undefined>;
  /** The stack that the alias belongs to; undefined if to none. */
  readonly owner: Answer<string | undefined>;
}

/** What the key found in a Region means for a stage. */
export function judgeKey(
  stage: Pick<Stage, 'name'>,
  region: string,
  { key, owner }: KeyAnswers,
): Judgement {
  if (key.kind !== 'answered') return { subject: region, ...unknownBecause(key) };
  if (key.value === undefined) return { subject: region, status: 'ok', text: 'none yet' };
  if (owner.kind !== 'answered') return { subject: region, ...unknownBecause(owner) };
  if (owner.value !== stateStackName(stage, region)) return leftBehind(stage, region, owner.value);
  return { subject: region, ...judgeKeyState(key.value, region) };
}

function judgeKeyState(
  { KeyId: id, KeyState: state }: Pick<KeyMetadata, 'KeyId' | 'KeyState'>,
  region: string,
): Verdict {
  if (state === 'Enabled') return { status: 'ok', text: 'belongs to the stage' };
  const again = `aws kms enable-key --key-id ${id} --region ${region}`;
  return {
    status: 'fails',
    text: `the key is ${state}: queues, table and logs cannot be read or written`,
    remedy:
      state === 'PendingDeletion'
        ? `aws kms cancel-key-deletion --key-id ${id} --region ${region} && ${again}`
        : again,
  };
}

function leftBehind(
  stage: Pick<Stage, 'name'>,
  region: string,
  holder: string | undefined,
): Judgement {
  const alias = keyAlias(stage);
  const whose =
    holder === undefined ? 'is left from an earlier deployment' : `belongs to the stack ${holder}`;
  return {
    subject: region,
    status: 'fails',
    text: `${alias} ${whose}, so a deployment fails with "already exists"`,
    remedy: `aws kms delete-alias --alias-name ${alias} --region ${region}; keep the key itself while a table is encrypted with it`,
  };
}

async function describeKey(region: string, { stage, clients, signal }: CheckContext) {
  const answer = await ask(signal, 'kms:DescribeKey', async (options) => {
    const command = new DescribeKeyCommand({ KeyId: keyAlias(stage) });
    return (await clients.kms(region).send(command, options)).KeyMetadata;
  });
  return orAbsent(answer, ({ code }) => code === 'NotFoundException');
}
