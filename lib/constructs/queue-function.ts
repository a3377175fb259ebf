import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundleFunction, type FunctionName } from '../../lambdas/bundle.ts';
import { deployments, metricsNamespace } from '../../lambdas/deployment.ts';

/** Properties of {@link QueueFunction}. */
export interface QueueFunctionProps<Variable extends string> {
  readonly functionName: FunctionName;
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
 * Defaults: Node.js 24 on arm64, bundled by esbuild; figures from `lambdas/deployment.ts`; logs kept a
 * month. Throttled pollers would push healthy messages to a dead-letter queue, so concurrency is
 * bounded at the event source and not reserved.
 */
export class QueueFunction<Variable extends string> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: QueueFunctionProps<Variable>) {
    super(scope, id);
    const deployment = deployments[props.functionName];
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleFunction(props.functionName)),
      handler: 'index.handler',
      memorySize: deployment.memoryMb,
      timeout: Duration.seconds(deployment.timeoutSeconds),
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.functionName,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
      },
      logGroup: new LogGroup(this, 'Logs', { retention: RetentionDays.ONE_MONTH }),
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
