import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deployments, type QueueFunctionName } from '../../lambdas/deployment.ts';
import { addBundledFunction } from './bundled-function.ts';

/** Properties of {@link QueueFunction}. */
export interface QueueFunctionProps<Variable extends string> {
  readonly functionName: QueueFunctionName;
  /** The queue that feeds the function. */
  readonly source: Queue;
  /** Queues that the function sends to. */
  readonly sendsTo: readonly Queue[];
  /** Exactly the variables that the function's `env.ts` reads. */
  readonly environment: Record<Variable, string>;
}

/**
 * A function that reads a queue in batches, answers with batch item failures, and puts events to
 * EventBridge in any Region.
 *
 * Its figures are those of `lambdas/deployment.ts`. Throttled pollers would push healthy messages to a dead-letter queue, so concurrency is
 * bounded at the event source and not reserved.
 */
export class QueueFunction<Variable extends string> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: QueueFunctionProps<Variable>) {
    super(scope, id);
    const deployment = deployments[props.functionName];
    this.function = addBundledFunction(this, {
      functionName: props.functionName,
      deployment,
      environment: props.environment,
    });
    this.function.addEventSource(
      new SqsEventSource(props.source, {
        batchSize: deployment.batchSize,
        maxBatchingWindow: Duration.seconds(deployment.batchWindowSeconds),
        maxConcurrency: deployment.maximumConcurrency,
        reportBatchItemFailures: true,
      }),
    );
    for (const queue of props.sendsTo) queue.grantSendMessages(this.function);
    // PutPartnerEvents takes no resource (AWS service authorization reference).
    this.function.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutPartnerEvents'], resources: ['*'] }),
    );
  }
}
