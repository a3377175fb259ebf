import { SQSClient } from '@aws-sdk/client-sqs';
import { startEmulator } from '../emulator/server.ts';
import { startDynamoDb } from './aws/dynamodb.ts';
import { startSqs } from './aws/sqs.ts';
import { createQueues, type Queues } from './queues.ts';
import { startFunctions, type Functions } from './functions.ts';
import { startRuntimeApi } from './lambda/runtime-api.ts';
import { createMappingTable } from './mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';
import type { Endpoints } from './sdk-environment.ts';

/** All that the stack would deploy, running on this machine, with the services it needs. */
export interface Cloud {
  readonly endpoints: Endpoints;
  readonly sqsClient: SQSClient;
  readonly queues: Queues;
  readonly tableName: string;
  readonly functions: Functions;
  /** Stops everything: running invocations finish first. */
  close(): Promise<void>;
}

/** How many ports local mode takes, one after the other: SQS, DynamoDB, EventBridge, Lambda's Runtime API. */
export const portCount = 4;

/** How local mode is started. */
export interface CloudOptions {
  /** The first of four ports; 0 picks free ones. */
  readonly firstPort: number;
  /** Regions in which the reconciler looks for sources without a mapping. */
  readonly regions: readonly string[];
  /** Gets each line that a function writes. */
  readonly onOutput: (line: string) => void;
}

/**
 * Starts the services, then the queues, the table and the functions on them. Rejects with Node's
 * error (EADDRINUSE) when a port is taken.
 */
export async function startCloud({ firstPort, regions, onOutput }: CloudOptions): Promise<Cloud> {
  await using resources = new AsyncDisposableStack();
  const port = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);
  const closing = <T extends { close(): Promise<void> }>(resource: T): T =>
    resources.adopt(resource, () => resource.close());

  const sqs = closing(await startSqs({ port: port(0), region: homeRegion }));
  const dynamodb = closing(await startDynamoDb({ port: port(1) }));
  const emulator = closing(await startEmulator({ port: port(2), sqsEndpoint: sqs.url }));
  const runtimeApi = closing(await startRuntimeApi({ port: port(3) }));
  const endpoints = { sqs: sqs.url, dynamodb: dynamodb.url, eventBridge: emulator.url };

  const sqsClient = resources.adopt(
    new SQSClient({
      endpoint: endpoints.sqs,
      region: homeRegion,
      credentials: credentialsOf(partnerAccount),
    }),
    (client) => client.destroy(),
  );
  const queues = await createQueues(sqs);
  const tableName = await createMappingTable(endpoints.dynamodb);
  const functions = closing(
    startFunctions({ endpoints, sqsClient, queues, tableName, regions, runtimeApi, onOutput }),
  );
  const owned = resources.move();
  return { endpoints, sqsClient, queues, tableName, functions, close: () => owned.disposeAsync() };
}
