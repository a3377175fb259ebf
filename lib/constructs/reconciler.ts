import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  reconcileDeployment,
  reconcileRequestsPerSecond,
  reconcileTimeoutSeconds,
} from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import { addSchedule, maxInvocationAge } from './add-schedule.ts';
import type { OfStage } from './of-stage.ts';
import { addBundledFunction } from './bundled-function.ts';
import type { MappingTable } from './mapping-table.ts';
import { allowOnPartnerSources, allowWithoutResource } from './partner-sources.ts';
import { addDeadLetterQueue } from './queue-with-dead-letters.ts';

/** Properties of {@link Reconciler}. */
export interface ReconcilerProps extends OfStage {
  readonly mappings: MappingTable;
  /** The replay queue: what a source missed is sent once it is ACTIVE, if its owner asked for that. */
  readonly replays: Queue;
  /** The address of the registration API, without a slash at the end: links to details begin with it. */
  readonly publicUrl: string;
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
    props.replays.grant(this.function, 'sqs:SendMessage');
    addSchedule(this, {
      description: 'Runs the reconciler',
      everyMinutes: props.stage.reconcile.everyMinutes,
      function: this.function,
      input: { dryRun: false },
      deadLetters: this.deadLetters,
    });
  }

  #addFunction({ stage, key, mappings, replays, publicUrl }: ReconcilerProps): LambdaFunction {
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
          replayQueueUrl: replays.queueUrl,
          publicUrl,
        },
      }),
      // Scheduler invokes a function asynchronously: only Lambda sees a failure there.
      retryAttempts: 0,
      maxEventAge: maxInvocationAge(everyMinutes),
      // CDK's own destination would grant more than SendMessage.
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    });
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

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
