import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';
import type {
  QueueFunctionDeployment,
  QueueFunctionName,
} from '../../lambdas/settings/deployment.ts';
import type { OfStage } from './of-stage.ts';
import { addBundledFunction } from './bundled-function.ts';
import { allowDelivery } from './mapping-access.ts';
import { allowWithoutResource } from './partner-sources.ts';

/** Properties of {@link QueueFunction}. */
export interface QueueFunctionProps<Variable extends string> extends OfStage {
  readonly functionName: QueueFunctionName;
  readonly deployment: QueueFunctionDeployment;
  /** The queue that feeds the function. */
  readonly source: Queue;
  /** Provisioned pollers for the queue; none by default. */
  readonly pollers?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** Queues that the function sends to. */
  readonly sendsTo: readonly Queue[];
  /** Exactly the variables that the function's `env.ts` reads. */
  readonly environment: Record<Variable, string>;
}

/**
 * A function that reads a queue in batches, returns batch item failures, and puts events to EventBridge
 * in any Region.
 *
 * Throttled pollers would push healthy messages to a dead-letter queue, so the event source limits
 * concurrency instead of a reservation; where pollers are provisioned, their number does.
 */
export class QueueFunction<Variable extends string> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: QueueFunctionProps<Variable>) {
    super(scope, id);
    this.function = addBundledFunction(this, props);
    addEventSource(this.function, props);
    for (const queue of props.sendsTo) queue.grant(this.function, 'sqs:SendMessage');
    for (const statement of allowDelivery(this, props.stage)) {
      this.function.addToRolePolicy(statement);
    }
    allowWithoutResource(this.function, 'events:PutPartnerEvents');
  }
}

function addEventSource(
  reader: LambdaFunction,
  { source, deployment, pollers }: QueueFunctionProps<string>,
): void {
  const mapping = reader.addEventSourceMapping('Source', {
    eventSourceArn: source.queueArn,
    batchSize: deployment.batchSize,
    maxBatchingWindow: Duration.seconds(deployment.batchWindowSeconds),
    reportBatchItemFailures: true,
    // Lambda accepts one or the other.
    ...(pollers === undefined
      ? { maxConcurrency: deployment.maximumConcurrency }
      : {
          provisionedPollerConfig: {
            minimumPollers: pollers.minimum,
            maximumPollers: pollers.maximum,
          },
        }),
  });
  acceptFinding(mapping, {
    rule: 'LambdaEventSourceMappingDestination',
    packs: ['Serverless'],
    reason: 'Lambda has such destinations for streams only; a queue has its dead-letter queue.',
  });
  // Exactly what Lambda's pollers need; CDK's event source would also allow GetQueueUrl and
  // ChangeMessageVisibility.
  source.grant(reader, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
}
