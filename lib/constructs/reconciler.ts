import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { reconcileDeployment } from '../../lambdas/deployment.ts';
import type { ReconcileVariable } from '../../lambdas/reconcile/env.ts';
import { addBundledFunction } from './bundled-function.ts';
import type { MappingTable } from './mapping-table.ts';
import { allowOnPartnerSources } from './partner-sources.ts';

/** Properties of {@link Reconciler}. */
export interface ReconcilerProps {
  readonly mappings: MappingTable;
  readonly environment: Record<ReconcileVariable, string>;
}

const every = Duration.minutes(reconcileDeployment.everyMinutes);

/**
 * Brings the mapping table back to the truth on a schedule.
 *
 * A run that fails is not begun again, since the next one goes on where it stopped; it is kept in the
 * dead-letter queue for 14 days, as is an invocation that Scheduler could not deliver. Not here:
 * alarms, and reserved concurrency, which a new account has none of to spare.
 */
export class Reconciler extends Construct {
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { mappings, environment }: ReconcilerProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    });
    this.function = addBundledFunction(this, {
      functionName: 'reconcile',
      deployment: reconcileDeployment,
      environment,
      // Scheduler invokes a function asynchronously: what fails there, only Lambda knows of.
      retryAttempts: 0,
      maxEventAge: every,
      onFailure: new SqsDestination(this.deadLetters),
    });
    for (const statement of this.#statements(environment)) {
      this.function.addToRolePolicy(statement);
    }
    mappings.grantReconcile(this.function);
    new Schedule(this, 'Schedule', {
      description: 'Runs the reconciler',
      schedule: ScheduleExpression.rate(every),
      target: new LambdaInvoke(this.function, {
        input: ScheduleTargetInput.fromObject({ dryRun: false }),
        retryAttempts: 2,
        maxEventAge: every,
        deadLetterQueue: this.deadLetters,
      }),
    });
  }

  #statements(environment: ReconcilerProps['environment']): readonly PolicyStatement[] {
    const ofSources = ['events:ListPartnerEventSourceAccounts'];
    // Nobody may delete a customer's source by mistake: only the policy that says so gets the right,
    // and that of making it again, for a customer who registered meanwhile.
    if (environment.POLICY_ORPHAN === 'delete') {
      ofSources.push('events:DeletePartnerEventSource', 'events:CreatePartnerEventSource');
    }
    const defaultBus = { service: 'events', resource: 'event-bus', resourceName: 'default' };
    return [
      // ListPartnerEventSources takes no resource (AWS service authorization reference).
      allow(['events:ListPartnerEventSources'], '*'),
      allowOnPartnerSources(this, environment.PARTNER_NAME, ofSources),
      // The vendor learns of changes on the default bus of its own account and Region.
      allow(['events:PutEvents'], Stack.of(this).formatArn(defaultBus)),
    ];
  }
}

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
