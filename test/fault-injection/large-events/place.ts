import { join } from 'node:path';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { deployments, registrationDeployment } from '../../../lambdas/settings/deployment.ts';
import { entryLimits } from '../../../lambdas/settings/table/entry-limits.ts';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';
import { startFunction, type LocalFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi, type RuntimeApi } from '../../../local/lambda/runtime-api.ts';
import { homeRegion } from '../../../local/partner.ts';
import type { LocalQueue } from '../../../local/queues.ts';
import { payloadBucketName } from '../../../local/payload-bucket.ts';
import { localRegistrationEnvironment } from '../../../local/registration-function.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { localSignIn } from '../../../local/sign-in/sign-in.ts';
import { fanOutVariables } from '../../../tools/simulators/delivery-variables.ts';
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts';
import { startStubCloud, type StubCloud } from './stub-cloud.ts';

/** Where the deployed bundles run: S3 as local mode opens it, behind a proxy that counts, and stand-ins of the rest. */
export interface SizesPlace extends AsyncDisposable {
  readonly cloud: StubCloud;
  readonly s3: CountingProxy;
  readonly store: LocalSqs;
  readonly registration: LocalFunction;
  /** A fan-out function in a process of its own, as a stage deploys it, with this limit of entries. */
  readonly fanOut: (maxEntryBytes: number) => LocalFunction;
}

/** Starts everything. */
export async function startPlace(): Promise<SizesPlace> {
  const cloud = await startStubCloud();
  const store = await startSqs({ port: 0 });
  for (const bucket of [payloadBucketName, `history-${homeRegion}`]) store.createBucket(bucket);
  const s3 = await startCountingProxy(store.url);
  const runtimeApi = await startRuntimeApi({ port: 0 });
  const { registration, fanOut } = functionsAt(cloud.url, s3.url, runtimeApi);
  return {
    cloud,
    s3,
    store,
    registration,
    fanOut,
    async [Symbol.asyncDispose]() {
      await registration.close();
      await runtimeApi.close();
      await s3.close();
      await store.close();
      await cloud.close();
    },
  };
}

/** The functions from the bundles that the stack deploys. */
function functionsAt(
  url: string,
  s3Url: string,
  runtimeApi: RuntimeApi,
): Pick<SizesPlace, 'registration' | 'fanOut'> {
  const common = { runtimeApi, region: homeRegion, onOutput: () => undefined };
  const sdk = {
    ...sdkEnvironment({ sqs: url, dynamodb: url, eventBridge: url }),
    AWS_ENDPOINT_URL_S3: s3Url,
  };
  const fanOutPath = join(bundleFunction('fan-out'), 'index.mjs');
  return {
    registration: startFunction({
      ...common,
      ...registrationDeployment,
      maxConcurrency: 1,
      name: 'registration',
      bundlePath: join(bundleFunction('registration'), 'index.mjs'),
      environment: { ...sdk, ...registrationVariables(url) },
    }),
    fanOut: (maxEntryBytes) =>
      startFunction({
        ...common,
        ...deployments['fan-out'],
        maxConcurrency: 1,
        name: 'fan-out',
        bundlePath: fanOutPath,
        environment: {
          ...sdk,
          ...fanOutVariables(url),
          [entryLimits.maxEntryBytes.variable]: String(maxEntryBytes),
        },
      }),
  };
}

function registrationVariables(url: string) {
  const events = noQueue(`${url}/000000000000/events`);
  return localRegistrationEnvironment(
    {
      queues: { events, history: events, replays: events },
      tableName: 'mappings',
      historyTableName: 'history',
    },
    localSignIn(url),
  );
}

/** A queue that no link leads to. */
function noQueue(url: string): LocalQueue {
  return {
    url,
    arn: 'none',
    census: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
    messages: () => [],
  };
}
