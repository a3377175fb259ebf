import { join } from 'node:path';
import { Duration, Stack, Stage as CdkStage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  type EventInvokeConfigOptions,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acceptFinding, ownPolicy, type AcceptedFinding } from '../accept-finding.ts';
import { bundleFunction } from '../../lambdas/bundle/bundle.ts';
import { uncompiledCode } from '../../lambdas/bundle/function-code.ts';
import {
  powertoolsEnvironment,
  type FunctionDeployment,
} from '../../lambdas/settings/deployment.ts';
import type { FunctionName } from '../../lambdas/settings/function-name.ts';
import { addLogGroup } from './add-log-group.ts';
import type { OfStage } from './of-stage.ts';

/** The settings of a function; asynchronous invocations have Lambda's defaults unless given. */
export interface BundledFunctionProps extends OfStage, EventInvokeConfigOptions {
  readonly functionName: FunctionName;
  readonly deployment: FunctionDeployment;
  /** What `environmentOf` writes for the function. */
  readonly environment: Readonly<Record<string, string>>;
}

const recursiveLoops = {
  Allow: RecursiveLoop.ALLOW,
  Terminate: RecursiveLoop.TERMINATE,
} as const satisfies Record<FunctionDeployment['recursiveLoop'], RecursiveLoop>;

/** Adds a function from its bundle: Node.js 24 on arm64, with a log group and a role that may write to it. */
export function addBundledFunction(
  scope: Construct,
  { functionName, deployment, environment, stage, key, ...invocation }: BundledFunctionProps,
): LambdaFunction {
  const logGroup = addLogGroup(scope, 'Logs', { stage, key });
  // Lambda's basic execution policy would allow writing to every log group of the account.
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  acceptFinding(role, ownPolicy);
  const made = new LambdaFunction(scope, 'Function', {
    ...invocation,
    role,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(codeFolder(scope, functionName, stage)),
    handler: 'index.handler',
    memorySize: deployment.memoryMb,
    timeout: Duration.seconds(deployment.timeoutSeconds),
    recursiveLoop: recursiveLoops[deployment.recursiveLoop],
    environment: { ...environment, ...powertoolsEnvironment(functionName) },
    logGroup,
  });
  for (const one of withoutNetworkAndReserve) acceptFinding(made, one);
  return made;
}

const withoutNetworkAndReserve: readonly AcceptedFinding[] = [
  {
    rule: 'LambdaInsideVPC',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason:
      'The function calls only AWS services, at their public endpoints over TLS; a VPC would hold nothing that it needs.',
  },
  {
    rule: 'LambdaConcurrency',
    packs: ['HIPAA.Security', 'NIST.800.53.R5'],
    reason:
      'The event source, the schedule or the API throttle limits concurrency. With reserved concurrency, throttled pollers would push healthy messages to a dead-letter queue.',
  },
  {
    rule: 'LambdaDLQ',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'Serverless'],
    reason:
      'What the function cannot finish goes to the dead-letter queue of the queue that it reads, or to its on-failure destination; the API answers its caller.',
  },
  {
    rule: 'LambdaTracing',
    packs: ['Serverless'],
    reason:
      'X-Ray would need permissions on every resource, and a batch is not a trace: metrics and a log line report each batch.',
  },
];

/**
 * CDK says which commands need the code. Each function is put together in the folder of the output, once for all
 * Regions: nothing else has to be writable, and it stays as long as what refers to it.
 */
function codeFolder(
  scope: Construct,
  name: FunctionName,
  { catalog, partnerName }: OfStage['stage'],
): string {
  if (!Stack.of(scope).bundlingRequired) return uncompiledCode(name);
  const output = CdkStage.of(scope)?.assetOutdir;
  return bundleFunction(name, {
    catalog,
    partnerName,
    ...(output !== undefined && { folder: join(output, 'functions') }),
  });
}
