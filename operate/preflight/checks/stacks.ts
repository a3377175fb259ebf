import type { Stack } from '@aws-sdk/client-cloudformation';
import { stateStackName } from '../../../lib/stage/stage.ts';
import { unknownBecause, type Answer } from '../answer.ts';
import type { Check } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askForStack, stackNames } from '../stage-stacks.ts';

const name = 'stacks';

/** Whether the stage's existing stacks can be deployed. */
export const stacksCheck: Check = {
  name,
  async run({ stage, clients, signal }) {
    const asked = stage.regions.flatMap((region) =>
      stackNames(stage, region).map(async (stack) => {
        const answer = await askForStack(clients.cloudFormation(region), stack, signal);
        const hasReplicas =
          stage.regions.length > 1 && stack === stateStackName(stage, stage.homeRegion);
        return judgeStack(region, stack, answer, hasReplicas);
      }),
    );
    return findingsOf(name, 'stacks', await Promise.all(asked));
  },
};

/**
 * What a stack's state means for the next deployment.
 *
 * @param hasReplicas whether the stack creates the mapping table with replicas in other Regions
 */
export function judgeStack(
  region: string,
  stack: string,
  answer: Answer<Pick<Stack, 'StackStatus' | 'EnableTerminationProtection'> | undefined>,
  hasReplicas = false,
): Judgement {
  if (answer.kind !== 'answered') return { subject: stack, ...unknownBecause(answer) };
  if (answer.value === undefined) {
    return { subject: stack, status: 'ok', text: 'not deployed yet' };
  }
  const { StackStatus: state = 'without a status', EnableTerminationProtection: isProtected } =
    answer.value;
  const found = judgeState(state, { isProtected: isProtected === true, hasReplicas });
  const remedy = found.remedy?.(`--stack-name ${stack} --region ${region}`);
  return { subject: stack, status: found.status, text: `${state}${found.text}`, remedy };
}

interface StateJudgement extends Pick<Judgement, 'status' | 'text'> {
  /** A command line, given which stack it is for. */
  readonly remedy?: (stack: string) => string;
}

/** What the meaning of a state also depends on. */
interface Circumstances {
  readonly isProtected: boolean;
  readonly hasReplicas: boolean;
}

const deployable: StateJudgement = { status: 'ok', text: '' };

const lastChangeFailed: StateJudgement = {
  status: 'warning',
  text: ': the last change failed',
  remedy: (stack) =>
    `aws cloudformation describe-stack-events ${stack} shows the cause; deploy again`,
};

// What each state is: CloudFormation's user guide, stack status codes. What CDK itself does with a
// creation that failed: aws-cdk 2.1148.1 deletes what is ROLLBACK_COMPLETE or ROLLBACK_FAILED, offers a
// rollback of CREATE_FAILED, and ends at DELETE_FAILED (hyperswitch-cdk #114).
const byState: ReadonlyMap<string, (circumstances: Circumstances) => StateJudgement> = new Map([
  ['CREATE_COMPLETE', () => deployable],
  ['UPDATE_COMPLETE', () => deployable],
  ['IMPORT_COMPLETE', () => deployable],
  // A change set was created, and nothing of it yet.
  ['REVIEW_IN_PROGRESS', () => deployable],
  ['UPDATE_ROLLBACK_COMPLETE', () => lastChangeFailed],
  ['IMPORT_ROLLBACK_COMPLETE', () => lastChangeFailed],
  ['UPDATE_FAILED', () => lastChangeFailed],
  ['ROLLBACK_COMPLETE', ({ isProtected }) => creationFailed(isProtected, false)],
  ['ROLLBACK_FAILED', ({ isProtected, hasReplicas }) => creationFailed(isProtected, hasReplicas)],
  ['CREATE_FAILED', () => notRolledBack],
  ['UPDATE_ROLLBACK_FAILED', () => rollbackStuck],
  ['DELETE_FAILED', mustBeDeleted],
  ['IMPORT_ROLLBACK_FAILED', mustBeDeleted],
]);

function judgeState(state: string, circumstances: Circumstances): StateJudgement {
  const judge = byState.get(state);
  if (judge !== undefined) return judge(circumstances);
  return state.endsWith('_IN_PROGRESS')
    ? { status: 'warning', text: ': a change is in progress; wait until it ends' }
    : { status: 'unknown', text: ' is not a known state' };
}

/** @param mustWait whether the table that the rollback left cannot be deleted yet */
function creationFailed(isProtected: boolean, mustWait: boolean): StateJudgement {
  if (isProtected) {
    const text = ': creation failed, and termination protection prevents its deletion';
    return { status: 'fails', text, remedy: release };
  }
  return {
    status: 'warning',
    text: ': creation failed; the next deployment re-creates it',
    ...(mustWait && { remedy: () => wait }),
  };
}

const notRolledBack: StateJudgement = {
  status: 'warning',
  text: ': creation failed with --no-rollback, so nothing was rolled back',
  remedy: () => 'deploy again: cdk offers to roll it back first, and then re-creates it',
};

const rollbackStuck: StateJudgement = {
  status: 'fails',
  text: ': it accepts no changes until its rollback is continued',
  remedy: (stack) => `aws cloudformation continue-update-rollback ${stack}`,
};

function mustBeDeleted({ isProtected, hasReplicas }: Circumstances): StateJudgement {
  return {
    status: 'fails',
    text: ': it accepts no changes and must be deleted first',
    remedy: (stack) => {
      const line = isProtected ? release(stack) : `aws cloudformation delete-stack ${stack}`;
      return hasReplicas ? `${line}, once the table's replicas are removed` : line;
    },
  };
}

// DynamoDB refuses for this long to delete a table from which replicas were created (cdkd #1442).
const wait =
  'deploy again 24 hours after the failure, not before: until then DynamoDB refuses to delete the table, and the stack would end in DELETE_FAILED';

function release(stack: string): string {
  return `aws cloudformation update-termination-protection --no-enable-termination-protection ${stack} && aws cloudformation delete-stack ${stack}`;
}
