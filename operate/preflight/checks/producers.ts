import { GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Finding, type Judgement } from '../finding.ts';

const name = 'producers';

/**
 * Whether the roles and users that may send events exist. Policies name them by a condition
 * (docs/adr/0026): a deployment goes on without them, and a misspelt ARN is noticed here alone.
 */
export const producersCheck: Check = {
  name,
  async run(context) {
    const { stage, identity } = context;
    if (stage.producers.length === 0) return [nobody(stage.name)];
    const caller = await identity();
    if (caller.kind !== 'answered') {
      const unknown = unknownBecause(caller);
      return findingsOf(
        name,
        'producers',
        stage.producers.map((subject) => ({ subject, ...unknown })),
      );
    }
    const asked = stage.producers.map(async (arn) =>
      accountOf(arn) === caller.value.account
        ? judgeProducer(arn, await askFor(arn, context))
        : ofAnother(arn),
    );
    return findingsOf(name, 'producers', await Promise.all(asked));
  },
};

/** What IAM's answer means for a producer of this account. The answer is the ARN that the name has. */
function judgeProducer(arn: string, answer: Answer<string | undefined>): Judgement {
  if (answer.kind !== 'answered') return { subject: arn, ...unknownBecause(answer) };
  if (answer.value === arn) return { subject: arn, status: 'ok', text: 'there' };
  const remedy =
    'make it, before the deployment or after, or correct producers in the stage’s file and deploy';
  return answer.value === undefined
    ? { subject: arn, status: 'fails', text: absent, remedy }
    : { subject: arn, status: 'fails', text: `${absent}; ${answer.value} exists`, remedy };
}

const absent = 'does not exist: nobody of that name can send yet';

function nobody(stage: string): Finding {
  return {
    check: name,
    status: 'warning',
    text: 'none are named, so nobody can send events to the events queue',
    remedy: `name roles or users under producers in stages/${stage}.json`,
  };
}

function ofAnother(arn: string): Judgement {
  const text = `could not be checked: it is of account ${accountOf(arn)}, which this account cannot look into`;
  return { subject: arn, status: 'unknown', text };
}

function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}

async function askFor(arn: string, { clients, stage, signal }: CheckContext) {
  // The path of a role is part of its ARN, and not of its name.
  const called = arn.slice(arn.lastIndexOf('/') + 1);
  // IAM is one for all Regions of a partition.
  const iam = clients.iam(stage.homeRegion);
  const answer = arn.includes(':role/')
    ? await ask(signal, 'iam:GetRole', async (options) => {
        const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: called }), options);
        return role?.Arn;
      })
    : await ask(signal, 'iam:GetUser', async (options) => {
        const { User: user } = await iam.send(new GetUserCommand({ UserName: called }), options);
        return user?.Arn;
      });
  return orAbsent(answer, ({ code }) => code === 'NoSuchEntityException');
}
