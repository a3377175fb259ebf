import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptFinding, ownPolicy } from '../accept-finding.ts';

/** What a schedule invokes, and how often. */
export interface ScheduleProps {
  readonly description: string;
  readonly everyMinutes: number;
  readonly function: LambdaFunction;
  readonly input: object;
  /** Gets the invocations that Scheduler could not deliver. */
  readonly deadLetters: Queue;
}

/** Adds a schedule that invokes a function, and a role for it. */
export function addSchedule(scope: Construct, props: ScheduleProps): void {
  const { description, everyMinutes, input, deadLetters } = props;
  new Schedule(scope, 'Schedule', {
    description,
    schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
    target: new LambdaInvoke(props.function, {
      input: ScheduleTargetInput.fromObject(input),
      retryAttempts: 2,
      maxEventAge: maxInvocationAge(everyMinutes),
      deadLetterQueue: deadLetters,
      role: addSchedulerRole(scope, props),
    }),
  });
}

/**
 * How old an invocation may get: it is pointless once the next is due, and Lambda keeps none for more than
 * six hours.
 */
export function maxInvocationAge(everyMinutes: number): Duration {
  return Duration.minutes(Math.min(everyMinutes, 6 * 60));
}

// CDK's own role may also invoke every version of the function.
function addSchedulerRole(
  scope: Construct,
  { function: invoked, deadLetters }: Pick<ScheduleProps, 'function' | 'deadLetters'>,
) {
  const { account } = Stack.of(scope);
  const group = Stack.of(scope).formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: 'default',
  });
  const role = new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group },
      },
    }),
  });
  acceptFinding(role, ownPolicy);
  role.addToPolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [invoked.functionArn],
    }),
  );
  deadLetters.grant(role, 'sqs:SendMessage');
  return role.withoutPolicyUpdates();
}
