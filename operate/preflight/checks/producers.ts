import { GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Finding, type Judgement } from '../finding.ts';

const name = 'producers';

/**
 * Whether the roles and users that may send events exist. Policies name them in a condition
 * (docs/adr/0026): a deployment succeeds without them, and only this check finds a misspelt ARN.
 */
export const producersCheck: Check = {
  name,
  async run(context) {
    const { stage, identity } = context;
    if (stage.producers.length === 0) return [noProducers(stage.name)];
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

/** What IAM's answer, the ARN of that name, means for a producer of this account. */
function judgeProducer(arn: string, answer: Answer<string | undefined>): Judgement {
  if (answer.kind !== 'answered') return { subject: arn, ...unknownBecause(answer) };
  if (answer.value === arn) return { subject: arn, status: 'ok', text: 'exists' };
  const remedy =
    'create it before or after the deployment, or correct producers in the stage file and deploy';
  return answer.value === undefined
    ? { subject: arn, status: 'fails', text: absent, remedy }
    : { subject: arn, status: 'fails', text: `${absent}; ${answer.value} exists`, remedy };
}

const absent = 'does not exist, so it cannot send events yet';

function noProducers(stage: string): Finding {
  return {
    check: name,
    status: 'warning',
    text: 'none are configured, so nobody can send events to the events queue',
    remedy: `add roles or users to producers in stages/${stage}.json`,
  };
}

function ofAnother(arn: string): Judgement {
  const text = `could not be checked: it belongs to account ${accountOf(arn)}`;
  return { subject: arn, status: 'unknown', text };
}

function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}

async function askFor(arn: string, { clients, stage, signal }: CheckContext) {
  // The path of a role is part of its ARN but not of its name.
  const called = arn.slice(arn.lastIndexOf('/') + 1);
  // IAM is global within a partition.
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
