import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleFunction } from '../../lambdas/bundle/bundle.ts';
import { deployments, type RecursiveLoop } from '../../lambdas/settings/deployment.ts';
import { startFunction, type LocalFunction } from '../../local/lambda/function-host.ts';
import type { RuntimeApi } from '../../local/lambda/runtime-api.ts';
import { retryVariables } from '../../tools/simulators/delivery-variables.ts';
import { sdkEnvironment } from '../../local/sdk-environment.ts';

/** Where the retry function runs in tests. */
export const retryRegion = 'us-east-1';

const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * The retry function's deployed bundle in a process of its own, on a clock that its events set with
 * `nowMs`. `cloudUrl` is where it finds all services.
 */
export function startRetryBundle({
  cloudUrl,
  runtimeApi,
  recursiveLoop = deployments.retry.recursiveLoop,
}: {
  cloudUrl: string;
  runtimeApi: RuntimeApi;
  recursiveLoop?: RecursiveLoop;
}): LocalFunction {
  const { memoryMb, timeoutSeconds } = deployments.retry;
  return startFunction({
    runtimeApi,
    name: 'retry',
    region: retryRegion,
    bundlePath: join(folder, 'on-a-moved-clock.mjs'),
    memoryMb,
    timeoutSeconds,
    recursiveLoop,
    maxConcurrency: 1,
    environment: {
      ...sdkEnvironment({ sqs: cloudUrl, dynamodb: cloudUrl, eventBridge: cloudUrl }),
      ...retryVariables(cloudUrl),
      REAL_BUNDLE: pathToFileURL(join(bundleFunction('retry'), 'index.mjs')).href,
    },
    onOutput: () => undefined,
  });
}
