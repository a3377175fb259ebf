import { SQSClient } from '@aws-sdk/client-sqs';
import { linkSecretKeeper } from '../lambdas/aws/payloads/keep-link-secrets.ts';
import { bundleFunctions } from '../lambdas/bundle/bundle.ts';
import type { Registration } from '../lambdas/domain/mapping.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import type { Settings } from '../lambdas/settings/standard-settings.ts';
import type { Observed } from '../emulator/observed/observed.ts';
import { startEmulator } from '../emulator/server.ts';
import { startDynamoDb } from './aws/dynamodb.ts';
import { startSqs, type LocalSqs } from './aws/sqs.ts';
import { startConsole } from './console/console.ts';
import { localCatalog } from './local-catalog.ts';
import { createQueues, queuesAt, type Queues } from './queues.ts';
import { startFunctions, type Functions, type FunctionsContext } from './functions.ts';
import { createHistoryTable, historyBucketName } from './history/history-table.ts';
import { payloadBucketName } from './payload-bucket.ts';
import { startRuntimeApi } from './lambda/runtime-api.ts';
import { createMappingTable, localDynamoDbClient } from './mapping-table.ts';
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
  /** Those of the functions. */
  readonly settings: Settings;
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
  /** A folder with the vendor's name, logo and colours for the page. */
  readonly brandFolder?: string;
  /** The vendor's own sign-in, which makes `/` of the console the page that is deployed. */
  readonly signIn?: LocalSignIn;
  /** The addresses that the functions use for the services, if proxies are between; the services' own by default. */
  readonly functionEndpoints?: (services: Endpoints) => Promise<Endpoints>;
  /** Those of local mode by default. Without `observed`, EventBridge takes the same entries as the functions send. */
  readonly settings?: Settings;
  /** What a real account saw: EventBridge answers so, and takes entries as large as it did there. */
  readonly observed?: Observed;
  readonly maxBatchSize?: FunctionsContext['maxBatchSize'];
  readonly quietSeconds?: FunctionsContext['quietSeconds'];
  readonly onInvocation?: FunctionsContext['onInvocation'];
  /** Receives each line that a function writes. */
  readonly onOutput: (line: string) => void;
}

// The registration function starts when somebody opens the page.
const bundledAtStart = ['fan-out', 'retry', 'replay', 'history', 'reconcile'] as const;

/**
 * Starts the services, then the queues, the tables, the console and the functions on them, and writes what
 * links to details are made with, so that the first large event waits for nothing. Rejects with Node's error
 * (EADDRINUSE) when a port is taken.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { settings = localSettings, regions, onOutput } = options;
  const bundling = bundleFunctions(bundledAtStart, { catalog: localCatalog() });
  // Whatever fails first is thrown.
  bundling.catch(() => undefined);
  await using resources = new AsyncDisposableStack();
  const { sqs, endpoints, runtimeApi } = await startServices(options, settings, resources);
  const sqsClient = resources.adopt(localSqsClient(endpoints.sqs), (client) => client.destroy());
  const stores = await createStores(sqs, endpoints, settings);
  const functionEndpoints = (await options.functionEndpoints?.(endpoints)) ?? endpoints;
  const context = {
    endpoints: functionEndpoints,
    sqsClient,
    ...stores,
    queues: queuesAt(functionEndpoints.sqs, stores.queues),
    regions,
    settings,
    runtimeApi,
    maxBatchSize: options.maxBatchSize,
    quietSeconds: options.quietSeconds,
    onInvocation: options.onInvocation,
    onOutput,
  };
  const { sources = [], signIn, brandFolder } = options;
  const console = await startConsole({
    port: portAt(options, 4),
    eventBridgeUrl: endpoints.eventBridge,
    sources,
    signIn,
    registration: (of) =>
      registrationFunction({ ...context, ...(brandFolder !== undefined && { brandFolder }) }, of),
  });
  const { url: consoleUrl } = closing(console, resources);
  await keepLinks(endpoints.dynamodb, stores.tableName, consoleUrl);
  await bundling;
  const functions = closing(startFunctions({ ...context, publicUrl: consoleUrl }), resources);
  const owned = resources.move();
  const close = () => owned.disposeAsync();
  return { ...stores, endpoints, sqsClient, settings, functions, consoleUrl, close };
}

/** The services of AWS, at the first four ports. */
async function startServices(
  options: Pick<CloudOptions, 'firstPort' | 'observed'>,
  { entryLimits: { maxEntryBytes } }: Settings,
  resources: AsyncDisposableStack,
) {
  const port = (offset: number) => portAt(options, offset);
  const sqs = closing(await startSqs({ port: port(0), region: homeRegion }), resources);
  const dynamodb = closing(await startDynamoDb({ port: port(1) }), resources);
  const { observed } = options;
  const answers = observed === undefined ? { maxEntryBytes } : { observed };
  const emulator = closing(
    await startEmulator({ port: port(2), sqsEndpoint: sqs.url, ...answers }),
    resources,
  );
  const runtimeApi = closing(await startRuntimeApi({ port: port(3) }), resources);
  const endpoints = { sqs: sqs.url, dynamodb: dynamodb.url, eventBridge: emulator.url };
  return { sqs, endpoints, runtimeApi };
}

function portAt({ firstPort }: Pick<CloudOptions, 'firstPort'>, offset: number): number {
  return firstPort === 0 ? 0 : firstPort + offset;
}

function closing<T extends { close(): Promise<void> }>(
  resource: T,
  resources: AsyncDisposableStack,
): T {
  return resources.adopt(resource, () => resource.close());
}

/** Does what the reconciler does for links at its first run. */
async function keepLinks(endpoint: string, tableName: string, consoleUrl: string): Promise<void> {
  const client = localDynamoDbClient(endpoint);
  await linkSecretKeeper(client, tableName).keep(consoleUrl);
  client.destroy();
}

/** Creates the queues, the tables and the buckets. */
async function createStores(sqs: LocalSqs, { dynamodb }: Endpoints, settings: Settings) {
  sqs.createBucket(historyBucketName);
  sqs.createBucket(payloadBucketName);
  const [queues, tableName, historyTableName] = await Promise.all([
    createQueues(sqs, settings),
    createMappingTable(dynamodb),
    createHistoryTable(dynamodb),
  ]);
  return { queues, tableName, historyTableName };
}

function localSqsClient(endpoint: string): SQSClient {
  const credentials = credentialsOf(partnerAccount);
  return new SQSClient({ endpoint, region: homeRegion, credentials });
}
