import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/delivery.ts';
import type { Catalog } from '../registration/catalog.ts';
import type { RegistrationServices, RegistrationSettings } from '../registration/services.ts';
import { dynamodbRegistrationTable } from './dynamodb-registration-table.ts';
import { dynamodbTenantLedger } from './dynamodb-tenant-ledger.ts';
import { partnerSources } from './partner-sources.ts';
import { requestHandler } from './request-handler.ts';
import { sourceCalls } from './source-calls.ts';
import { sqsQueue } from './sqs-queue.ts';

// An HTTP API waits 30 s; a call that is begun at the end of its time, and the table, need the rest.
const callTimeoutMs = 3_000;
const callsWithinMs = 20_000;

/** Where registration keeps and sends things. */
export interface RegistrationPlaces {
  readonly tableName: string;
  readonly eventsQueueUrl: string;
}

/** The services of the registration function on AWS. */
export function registrationServices(
  { tableName, eventsQueueUrl }: RegistrationPlaces,
  settings: RegistrationSettings,
  catalog: Catalog,
  log: Log,
): RegistrationServices {
  const dynamodb = new DynamoDBClient({ requestHandler });
  const sources = partnerSources(settings.partnerName, { timeoutMs: callTimeoutMs });
  const time = { now: Date.now, sleep: pause };
  return {
    table: dynamodbRegistrationTable(dynamodb, tableName, log),
    ledger: dynamodbTenantLedger(dynamodb, tableName),
    beginSourceCalls: () =>
      sourceCalls(sources, { time, random: Math.random, deadlineMs: Date.now() + callsWithinMs }),
    eventsQueue: sqsQueue(new SQSClient({ requestHandler }), eventsQueueUrl, log),
    catalog,
    log,
    newId: randomUUID,
    random: Math.random,
    sleep: pause,
    settings,
  };
}

async function pause(milliseconds: number): Promise<void> {
  await sleep(milliseconds);
}
