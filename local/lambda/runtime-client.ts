/**
 * The entry point of a function's process: Lambda's runtime, reduced to what asynchronous Node.js handlers need.
 *
 * It imports the handler that `_HANDLER` names and asks the Runtime API for one invocation after the other. It uses
 * only Node's own modules, to start fast.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { errorReport, runtimeError } from './error-report.ts';
import { callRuntimeApi, postLastReport } from './runtime-connection.ts';
import type { RuntimeAnswer } from './runtime-connection.ts';

type Handler = (event: unknown, context: object) => unknown;

const environment = process.env;
let currentRequestId: string | undefined;

async function loadHandler(): Promise<Handler> {
  const name = environment['_HANDLER'] ?? '';
  const [moduleName = '', exportName = ''] = name.split('.');
  const path = join(environment['LAMBDA_TASK_ROOT'] ?? '', `${moduleName}.mjs`);
  const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
  const handler = exported[exportName];
  if (typeof handler !== 'function') {
    throw runtimeError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  return (event, context): unknown => handler(event, context);
}

function contextOf({ headers }: RuntimeAnswer): object {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: environment['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

async function run(
  handler: Handler,
  invocation: RuntimeAnswer,
): Promise<['response' | 'error', string]> {
  try {
    const returned = await handler(JSON.parse(invocation.text), contextOf(invocation));
    return ['response', JSON.stringify(returned ?? null)];
  } catch (error) {
    return ['error', errorReport(error)];
  }
}

async function serveOne(handler: Handler): Promise<void> {
  const invocation = await callRuntimeApi('GET', 'invocation/next');
  currentRequestId = String(invocation.headers['lambda-runtime-aws-request-id']);
  // Set for each invocation, as Lambda's runtime does: the SDK reads it at each request.
  environment['_X_AMZN_TRACE_ID'] = String(invocation.headers['lambda-runtime-trace-id'] ?? '');
  const [kind, body] = await run(handler, invocation);
  await callRuntimeApi('POST', `invocation/${currentRequestId}/${kind}`, body);
  currentRequestId = undefined;
}

async function reportAndExit(thrown: unknown, exitCode: number): Promise<never> {
  const path =
    currentRequestId === undefined ? 'init/error' : `invocation/${currentRequestId}/error`;
  // If the host does not accept the report, it has ended.
  await postLastReport(path, errorReport(thrown)).catch(() => undefined);
  process.exit(exitCode);
}

// The name in the process list.
process.title = environment['AWS_LAMBDA_FUNCTION_NAME'] ?? '';
process.on('uncaughtException', (error) => void reportAndExit(error, 129));
process.on('unhandledRejection', (reason) => {
  const message = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  void reportAndExit(runtimeError('Runtime.UnhandledPromiseRejection', message, reason), 128);
});

const handler = await loadHandler().catch(async (error: unknown) => await reportAndExit(error, 1));
for (;;) await serveOne(handler);
