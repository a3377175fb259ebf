import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';
import type {
  QueueFunctionDeployment,
  QueueFunctionName,
} from '../../lambdas/settings/deployment.ts';
import type { Variable } from '../../lambdas/settings/environment-of.ts';
import type { OfStage } from './of-stage.ts';
import { addBundledFunction } from './bundled-function.ts';
import { allowDelivery } from './mapping-access.ts';
import { allowWithoutResource } from './partner-sources.ts';

/** Properties of {@link QueueFunction}. */
export interface QueueFunctionProps extends OfStage {
  readonly functionName: QueueFunctionName | 'replay';
  readonly deployment: QueueFunctionDeployment;
  /** The queue that feeds the function. */
  readonly source: Queue;
  /** Provisioned pollers for the queue; none by default. */
  readonly pollers?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** Queues that the function sends to. */
  readonly sendsTo: readonly Queue[];
  /** What `environmentOf` writes for the function: what the retry function and replays share at least. */
  readonly environment: Record<Variable<'retry'> & Variable<'replay'>, string>;
}

/**
 * A function that reads a queue in batches, returns batch item failures, and puts events to EventBridge
 * in any Region.
 *
 * Throttled pollers would push healthy messages to a dead-letter queue, so the event source limits
 * concurrency instead of a reservation; where pollers are provisioned, their number does.
 */
export class QueueFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: QueueFunctionProps) {
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
  { source, deployment, pollers }: QueueFunctionProps,
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
