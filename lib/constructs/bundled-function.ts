import { Duration } from 'aws-cdk-lib';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  Runtime,
  type EventInvokeConfigOptions,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleFunction, type FunctionName } from '../../lambdas/bundle.ts';
import { metricsNamespace, type FunctionDeployment } from '../../lambdas/deployment.ts';

/** What a function is made of; asynchronous invocations are handled as Lambda does by default. */
export interface BundledFunctionProps extends EventInvokeConfigOptions {
  readonly functionName: FunctionName;
  readonly deployment: FunctionDeployment;
  /** Exactly the variables that the function's `env.ts` reads. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Adds a function from its bundle: Node.js 24 on arm64, with a log group that keeps a month. */
export function addBundledFunction(
  scope: Construct,
  { functionName, deployment, environment, ...invocation }: BundledFunctionProps,
): LambdaFunction {
  return new LambdaFunction(scope, 'Function', {
    ...invocation,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(bundleFunction(functionName)),
    handler: 'index.handler',
    memorySize: deployment.memoryMb,
    timeout: Duration.seconds(deployment.timeoutSeconds),
    environment: {
      ...environment,
      POWERTOOLS_SERVICE_NAME: functionName,
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
    },
    logGroup: new LogGroup(scope, 'Logs', { retention: RetentionDays.ONE_MONTH }),
  });
}
