import type { Stack } from '@aws-sdk/client-cloudformation';
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
      stackNames(stage, region).map(async (stack) =>
        judgeStack(region, stack, await askForStack(clients.cloudFormation(region), stack, signal)),
      ),
    );
    return findingsOf(name, 'stacks', await Promise.all(asked));
  },
};

/** What a stack's state means for the next deployment. */
export function judgeStack(
  region: string,
  stack: string,
  answer: Answer<Pick<Stack, 'StackStatus' | 'EnableTerminationProtection'> | undefined>,
): Judgement {
  if (answer.kind !== 'answered') return { subject: stack, ...unknownBecause(answer) };
  if (answer.value === undefined) {
    return { subject: stack, status: 'ok', text: 'not there yet: a deployment makes it' };
  }
  const { StackStatus: state = 'without a status', EnableTerminationProtection: isProtected } =
    answer.value;
  const found = judgeState(state, isProtected === true);
  const remedy = found.remedy?.(`--stack-name ${stack} --region ${region}`);
  return { subject: stack, status: found.status, text: `${state}${found.text}`, remedy };
}

interface OfState extends Pick<Judgement, 'status' | 'text'> {
  /** A command line, given which stack it is for. */
  readonly remedy?: (stack: string) => string;
}

// What each state is: CloudFormation's user guide, stack status codes. What CDK does by itself with a
// creation that failed: aws-cdk, its toolkit's stack status.
function judgeState(state: string, isProtected: boolean): OfState {
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
      return isProtected
        ? {
            status: 'fails',
            text: ': its creation failed, and nothing may delete it',
            remedy: release,
          }
        : { status: 'warning', text: ': its creation failed; the next deployment makes it anew' };
    case 'UPDATE_ROLLBACK_FAILED':
      return {
        status: 'fails',
        text: ': it takes no change until its rollback has gone on',
        remedy: (stack) => `aws cloudformation continue-update-rollback ${stack}`,
      };
    case 'CREATE_FAILED':
    case 'ROLLBACK_FAILED':
    case 'DELETE_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return {
        status: 'fails',
        text: ': it takes no change, and has to be deleted first',
        remedy: isProtected ? release : (stack) => `aws cloudformation delete-stack ${stack}`,
      };
    default:
      return state.endsWith('_IN_PROGRESS')
        ? { status: 'warning', text: ': a change is under way; wait for its end' }
        : { status: 'unknown', text: ' is no state that is known here' };
  }
}

const release = (stack: string) =>
  `aws cloudformation update-termination-protection --no-enable-termination-protection ${stack} && aws cloudformation delete-stack ${stack}`;
