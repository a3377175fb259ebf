import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
  reconcileEnvironment,
} from '../lambdas/deployment.ts';
import { regions as commercialRegions } from '../lambdas/domain/regions.ts';
import type { FanOutVariable } from '../lambdas/fan-out/env.ts';
import type { ReconcileVariable } from '../lambdas/reconcile/env.ts';
import type { RetryVariable } from '../lambdas/retry/env.ts';
import { MappingTable } from './constructs/mapping-table.ts';
import { QueueFunction } from './constructs/queue-function.ts';
import { QueueWithDeadLetters } from './constructs/queue-with-dead-letters.ts';
import { Reconciler } from './constructs/reconciler.ts';
import { RegistrationApi } from './constructs/registration-api.ts';
import type { OpenIdProvider } from './constructs/sign-in.ts';

/** Properties of {@link FanoutStack}. */
export interface FanoutStackProps extends StackProps {
  /** The vendor's partner name: its sources begin with `aws.partner/<name>/`. */
  readonly partnerName: string;
  /** Regions that the reconciler lists; the stack's own by default. */
  readonly regions?: readonly string[];
  /** Regions that customers may choose; all commercial ones by default. */
  readonly registrationRegions?: readonly string[];
  /** Who signs the tenants' administrators in; a Cognito user pool is made by default. */
  readonly signIn?: OpenIdProvider | undefined;
}

/**
 * One Region's stack: queues, the fan-out and retry functions, the mapping table, the reconciler and
 * the registration API.
 */
export class FanoutStack extends Stack {
  constructor(scope: Construct, id: string, { partnerName, regions, ...props }: FanoutStackProps) {
    const { registrationRegions, signIn, ...stackProps } = props;
    super(scope, id, stackProps);
    const events = new QueueWithDeadLetters(this, 'Events', { consumer: deployments['fan-out'] });
    const retries = new QueueWithDeadLetters(this, 'Retries', { consumer: deployments.retry });
    const mappings = new MappingTable(this, 'Mappings');

    const retryEnvironment = {
      ...deliveryEnvironment,
      MAPPING_TABLE_NAME: mappings.table.tableName,
      RETRY_QUEUE_URL: retries.queue.queueUrl,
      RETRY_DEAD_LETTER_QUEUE_URL: retries.deadLetters.queueUrl,
    } satisfies Record<RetryVariable, string>;
    const fanOutEnvironment = {
      ...retryEnvironment,
      EVENTS_DEAD_LETTER_QUEUE_URL: events.deadLetters.queueUrl,
      MAPPING_CACHE_SECONDS: mappingCacheSeconds,
    } satisfies Record<FanOutVariable, string>;

    const fanOut = new QueueFunction(this, 'FanOut', {
      functionName: 'fan-out',
      source: events.queue,
      sendsTo: [retries.queue, retries.deadLetters, events.deadLetters],
      environment: fanOutEnvironment,
    });
    const retry = new QueueFunction(this, 'Retry', {
      functionName: 'retry',
      source: retries.queue,
      sendsTo: [retries.queue, retries.deadLetters],
      environment: retryEnvironment,
    });
    mappings.grantLookUpAndRetire(fanOut.function);
    mappings.grantLookUpAndRetire(retry.function);

    new Reconciler(this, 'Reconciler', {
      mappings,
      environment: {
        ...reconcileEnvironment,
        MAPPING_TABLE_NAME: mappings.table.tableName,
        PARTNER_NAME: partnerName,
        REGIONS: (regions ?? [this.region]).join(','),
      } satisfies Record<ReconcileVariable, string>,
    });

    const registration = new RegistrationApi(this, 'Registration', {
      partnerName,
      regions: registrationRegions ?? commercialRegions.map(({ region }) => region),
      mappings,
      events: events.queue,
      signIn,
    });

    new CfnOutput(this, 'EventsQueueUrl', { value: events.queue.queueUrl });
    new CfnOutput(this, 'EventsQueueArn', { value: events.queue.queueArn });
    new CfnOutput(this, 'MappingTableName', { value: mappings.table.tableName });
    new CfnOutput(this, 'ConsoleUrl', { value: registration.pageUrl });
    if (registration.userPool !== undefined) {
      new CfnOutput(this, 'UserPoolId', { value: registration.userPool.userPoolId });
    }
  }
}
