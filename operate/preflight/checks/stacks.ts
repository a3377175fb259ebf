import type { Stack } from '@aws-sdk/client-cloudformation';
import { stateStackName } from '../../../lib/stage/stage.ts';
import { unknownBecause, type Answer } from '../answer.ts';
import type { Check } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askForStack, stackNames } from '../stage-stacks.ts';

const name = 'stacks';

/** Whether the stage's stacks, as far as they are there, can be deployed. */
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
 * @param hasReplicas whether the stack makes the mapping table, with replicas in other Regions
 */
export function judgeStack(
  region: string,
  stack: string,
  answer: Answer<Pick<Stack, 'StackStatus' | 'EnableTerminationProtection'> | undefined>,
  hasReplicas = false,
): Judgement {
  if (answer.kind !== 'answered') return { subject: stack, ...unknownBecause(answer) };
  if (answer.value === undefined) {
    return { subject: stack, status: 'ok', text: 'not there yet: a deployment makes it' };
  }
  const { StackStatus: state = 'without a status', EnableTerminationProtection: isProtected } =
    answer.value;
  const found = judgeState(state, isProtected === true, hasReplicas);
  const remedy = found.remedy?.(`--stack-name ${stack} --region ${region}`);
  return { subject: stack, status: found.status, text: `${state}${found.text}`, remedy };
}

interface OfState extends Pick<Judgement, 'status' | 'text'> {
  /** A command line, given which stack it is for. */
  readonly remedy?: (stack: string) => string;
}

// What each state is: CloudFormation's user guide, stack status codes. What CDK does by itself with a
// creation that failed: aws-cdk 2.1148.1 deletes what is ROLLBACK_COMPLETE or ROLLBACK_FAILED, offers a
// rollback of CREATE_FAILED, and ends at DELETE_FAILED (hyperswitch-cdk #114).
function judgeState(state: string, isProtected: boolean, hasReplicas: boolean): OfState {
  switch (state) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'IMPORT_COMPLETE':
    // A change set was made, and nothing of it yet.
    case 'REVIEW_IN_PROGRESS':
      return { status: 'ok', text: '' };
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
    case 'UPDATE_FAILED':
      return {
        status: 'warning',
        text: ': the last change failed',
        remedy: (stack) =>
          `aws cloudformation describe-stack-events ${stack} tells why; deploy again`,
      };
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
      if (isProtected) {
        const text = ': its creation failed, and nothing may delete it';
        return { status: 'fails', text, remedy: release };
      }
      return {
        status: 'warning',
        text: ': its creation failed; the next deployment makes it anew',
        ...(state === 'ROLLBACK_FAILED' && hasReplicas && { remedy: () => wait }),
      };
    case 'CREATE_FAILED':
      return {
        status: 'warning',
        text: ': its creation failed under --no-rollback, and nothing was rolled back',
        remedy: () => 'deploy again: cdk offers to roll it back first, and then makes it anew',
      };
    case 'UPDATE_ROLLBACK_FAILED':
      return {
        status: 'fails',
        text: ': it takes no change until its rollback has gone on',
        remedy: (stack) => `aws cloudformation continue-update-rollback ${stack}`,
      };
    case 'DELETE_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return {
        status: 'fails',
        text: ': it takes no change, and has to be deleted first',
        remedy: (stack) => {
          const line = isProtected ? release(stack) : `aws cloudformation delete-stack ${stack}`;
          return hasReplicas ? `${line}, when the table's replicas are removed` : line;
        },
      };
    default:
      return state.endsWith('_IN_PROGRESS')
        ? { status: 'warning', text: ': a change is under way; wait for its end' }
        : { status: 'unknown', text: ' is no state that is known here' };
  }
}

// DynamoDB refuses for so long to delete a table that replicas were made from (cdkd #1442).
const wait =
  'deploy again 24 hours after it failed, and not before: DynamoDB refuses to delete the table, and the stack would be DELETE_FAILED';

const release = (stack: string) =>
  `aws cloudformation update-termination-protection --no-enable-termination-protection ${stack} && aws cloudformation delete-stack ${stack}`;
