import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFinding, ownPolicy } from '../accept-finding.ts';
import {
  reconcileDeployment,
  reconcileRequestsPerSecond,
  reconcileTimeoutSeconds,
} from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import type { OfStage } from './of-stage.ts';
import { addBundledFunction } from './bundled-function.ts';
import type { MappingTable } from './mapping-table.ts';
import { allowOnPartnerSources, allowWithoutResource } from './partner-sources.ts';
import { addDeadLetterQueue } from './queue-with-dead-letters.ts';

/** Properties of {@link Reconciler}. */
export interface ReconcilerProps extends OfStage {
  readonly mappings: MappingTable;
}

/**
 * Corrects the mapping table on the stage's schedule.
 *
 * A failed run is not retried, since the next one resumes at its checkpoint; the dead-letter queue keeps
 * it for 14 days, as well as an invocation that Scheduler could not deliver. Not here: alarms, and
 * reserved concurrency, of which a new account has none to spare.
 */
export class Reconciler extends Construct {
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ReconcilerProps) {
    super(scope, id);
    this.deadLetters = addDeadLetterQueue(this, props.key);
    this.function = this.#addFunction(props);
    this.#allow(props.stage);
    this.deadLetters.grant(this.function, 'sqs:SendMessage');
    props.mappings.grantReconcile(this.function);
    this.#addSchedule(Duration.minutes(props.stage.reconcile.everyMinutes));
  }

  #addFunction({ stage, key, mappings }: ReconcilerProps): LambdaFunction {
    const { everyMinutes } = stage.reconcile;
    const timeoutSeconds = reconcileTimeoutSeconds(everyMinutes);
    return addBundledFunction(this, {
      stage,
      key,
      functionName: 'reconcile',
      deployment: { ...reconcileDeployment, timeoutSeconds },
      environment: environmentOf('reconcile', {
        ...stageSettings(stage),
        share: { requestsPerSecond: reconcileRequestsPerSecond(stage.quotas) },
        place: {
          mappingTableName: mappings.table.tableName,
          partnerName: stage.partnerName,
          searchedRegions: stage.customerRegions,
        },
      }),
      // Scheduler invokes a function asynchronously: only Lambda sees a failure there.
      retryAttempts: 0,
      maxEventAge: maxAge(everyMinutes),
      // CDK's own destination would grant more than SendMessage.
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    });
  }

  #addSchedule(every: Duration): void {
    new Schedule(this, 'Schedule', {
      description: 'Runs the reconciler',
      schedule: ScheduleExpression.rate(every),
      target: new LambdaInvoke(this.function, {
        input: ScheduleTargetInput.fromObject({ dryRun: false }),
        retryAttempts: 2,
        maxEventAge: maxAge(every.toMinutes()),
        deadLetterQueue: this.deadLetters,
        role: this.#addSchedulerRole(),
      }),
    });
  }

  // CDK's own role may also invoke every version of the function.
  #addSchedulerRole() {
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group },
        },
      }),
    });
    acceptFinding(role, ownPolicy);
    role.addToPolicy(allow(['lambda:InvokeFunction'], this.function.functionArn));
    this.deadLetters.grant(role, 'sqs:SendMessage');
    return role.withoutPolicyUpdates();
  }

  #allow({ partnerName, reconcile }: ReconcilerProps['stage']): void {
    const ofSources = ['events:ListPartnerEventSourceAccounts'];
    // No customer's source may be deleted by mistake: only the policy `delete` gets that permission, and
    // the one to re-create a source for a customer who registered in the meantime.
    if (reconcile.orphan === 'delete') {
      ofSources.push('events:DeletePartnerEventSource', 'events:CreatePartnerEventSource');
    }
    allowWithoutResource(this.function, 'events:ListPartnerEventSources');
    allowOnPartnerSources(this.function, partnerName, ofSources);
    // The vendor is notified of changes on the default bus of its own account and Region.
    const defaultBus = { service: 'events', resource: 'event-bus', resourceName: 'default' };
    this.function.addToRolePolicy(
      allow(['events:PutEvents'], Stack.of(this).formatArn(defaultBus)),
    );
  }
}

// An invocation is pointless once the next is due; Lambda keeps none for more than six hours.
function maxAge(everyMinutes: number): Duration {
  return Duration.minutes(Math.min(everyMinutes, 6 * 60));
}

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
