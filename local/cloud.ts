import { SQSClient } from '@aws-sdk/client-sqs';
import type { Registration } from '../lambdas/domain/mapping.ts';
import { startEmulator } from '../emulator/server.ts';
import { startDynamoDb } from './aws/dynamodb.ts';
import { startSqs, type LocalSqs } from './aws/sqs.ts';
import { startConsole } from './console/console.ts';
import { createQueues, queuesAt, type Queues } from './queues.ts';
import { startFunctions, type Functions, type FunctionsContext } from './functions.ts';
import { createHistoryTable, historyBucketName } from './history/history-table.ts';
import { payloadBucketName } from './payload-bucket.ts';
import { startRuntimeApi } from './lambda/runtime-api.ts';
import { createMappingTable } from './mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';
import { registrationFunction } from './registration-function.ts';
import type { Endpoints } from './sdk-environment.ts';
import type { LocalSignIn } from './sign-in/sign-in.ts';

/** Everything that the stack would deploy, running on this machine, with the services that it needs. */
export interface Cloud {
  readonly endpoints: Endpoints;
  readonly sqsClient: SQSClient;
  readonly queues: Queues;
  readonly tableName: string;
  readonly historyTableName: string;
  readonly functions: Functions;
  /** The address of the page and the registration API, such as http://127.0.0.1:4604. */
  readonly consoleUrl: string;
  /** Stops everything, after the running invocations of the queues' functions have finished. */
  close(): Promise<void>;
}

/** How local mode is started. */
export interface CloudOptions {
  /** The first of the ports; 0 picks free ones. */
  readonly firstPort: number;
  /** Regions in which the reconciler looks for sources without a mapping. */
  readonly regions: readonly string[];
  /** Whose tenants and customers the page offers; nobody's by default. */
  readonly sources?: readonly Registration[];
  /** The vendor's own sign-in, which makes `/` of the console the page that is deployed. */
  readonly signIn?: LocalSignIn;
  /** The addresses that the functions use for the services, if proxies are between; the services' own by default. */
  readonly functionEndpoints?: (services: Endpoints) => Promise<Endpoints>;
  readonly maxBatchSize?: FunctionsContext['maxBatchSize'];
  readonly onInvocation?: FunctionsContext['onInvocation'];
  /** Receives each line that a function writes. */
  readonly onOutput: (line: string) => void;
}

/**
 * Starts the services, then the queues, the table, the functions and the console on them. Rejects with
 * Node's error (EADDRINUSE) when a port is taken.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { firstPort, regions, sources = [], signIn, onOutput } = options;
  await using resources = new AsyncDisposableStack();
  const port = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);
  const closing = <T extends { close(): Promise<void> }>(resource: T): T =>
    resources.adopt(resource, () => resource.close());

  const sqs = closing(await startSqs({ port: port(0), region: homeRegion }));
  const dynamodb = closing(await startDynamoDb({ port: port(1) }));
  const emulator = closing(await startEmulator({ port: port(2), sqsEndpoint: sqs.url }));
  const runtimeApi = closing(await startRuntimeApi({ port: port(3) }));
  const endpoints = { sqs: sqs.url, dynamodb: dynamodb.url, eventBridge: emulator.url };

  const sqsClient = resources.adopt(localSqsClient(endpoints.sqs), (client) => client.destroy());
  const stores = await createStores(sqs, endpoints);
  const functionEndpoints = (await options.functionEndpoints?.(endpoints)) ?? endpoints;
  const context = {
    endpoints: functionEndpoints,
    sqsClient,
    ...stores,
    queues: queuesAt(functionEndpoints.sqs, stores.queues),
    regions,
    runtimeApi,
    maxBatchSize: options.maxBatchSize,
    onInvocation: options.onInvocation,
    onOutput,
  };
  const functions = closing(startFunctions(context));
  const { url: consoleUrl } = closing(
    await startConsole({
      port: port(4),
      eventBridgeUrl: endpoints.eventBridge,
      sources,
      signIn,
      registration: (of) => registrationFunction(context, of),
    }),
  );
  const owned = resources.move();
  const close = () => owned.disposeAsync();
  return { ...stores, endpoints, sqsClient, functions, consoleUrl, close };
}

/** Creates the queues, the tables and the bucket. */
async function createStores(sqs: LocalSqs, { dynamodb }: Endpoints) {
  sqs.createBucket(historyBucketName);
  sqs.createBucket(payloadBucketName);
  return {
    queues: await createQueues(sqs),
    tableName: await createMappingTable(dynamodb),
    historyTableName: await createHistoryTable(dynamodb),
  };
}

function localSqsClient(endpoint: string): SQSClient {
  const credentials = credentialsOf(partnerAccount);
  return new SQSClient({ endpoint, region: homeRegion, credentials });
}
