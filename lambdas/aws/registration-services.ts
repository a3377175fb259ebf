import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/delivery.ts';
import type { HistoryReaders } from '../ports/history.ts';
import type { RegistrationServices, RegistrationSettings } from '../ports/registration-services.ts';
import { sdkTableCalls } from './calls/sdk-table-calls.ts';
import { dynamodbAdmissions } from './dynamodb-admissions.ts';
import { dynamodbMappingControls } from './dynamodb-mapping-controls.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { dynamodbRegistrationTable } from './dynamodb-registration-table.ts';
import { dynamodbReplayClaims } from './dynamodb-replay-claims.ts';
import { dynamodbReplayTable } from './dynamodb-replay-table.ts';
import { dynamodbTenantLedger } from './dynamodb-tenant-ledger.ts';
import { partnerSources } from './partner-sources.ts';
import { requestHandler } from './connections.ts';
import { sourceCalls } from './source-calls.ts';
import { lateQueue } from './late-queue.ts';
import { payloadLinks } from './payloads/payload-links.ts';
import { replayWaker } from './wake-replay.ts';

// An HTTP API waits 30 s; the last call and the table need the remainder.
const callTimeoutMs = 3_000;
const callsWithinMs = 20_000;

/** The table, the queues and the history of a stage's registration. */
export interface RegistrationResources {
  readonly tableName: string;
  readonly eventsQueueUrl: string;
  readonly replayQueueUrl: string;
  readonly history: HistoryReaders;
}

/** The services of the registration function on AWS. */
export function registrationServices(
  { tableName, eventsQueueUrl, replayQueueUrl, history }: RegistrationResources,
  settings: RegistrationSettings,
  catalogue: Pick<RegistrationServices, 'catalog' | 'catalogExports'>,
  log: Log,
): RegistrationServices {
  const dynamodb = new DynamoDBClient({ requestHandler });
  const table = sdkTableCalls(dynamodb);
  const sources = partnerSources(settings.partnerName, { timeoutMs: callTimeoutMs });
  const time = { now: Date.now, sleep: pause };
  return {
    mappings: dynamodbRegistrationTable(dynamodb, tableName, log),
    retirements: dynamodbMappingTable(table, tableName, table, settings.policy),
    ledger: dynamodbTenantLedger(dynamodb, tableName),
    admissions: dynamodbAdmissions(dynamodb, tableName),
    beginSourceCalls: () =>
      sourceCalls(sources, { time, random: Math.random, deadlineMs: Date.now() + callsWithinMs }),
    controls: dynamodbMappingControls(dynamodb, tableName),
    history,
    replays: dynamodbReplayTable(dynamodb, tableName),
    replayClaims: dynamodbReplayClaims(dynamodb, tableName),
    wakeReplay: replayWaker(lateQueue(replayQueueUrl, log)),
    eventsQueue: lateQueue(eventsQueueUrl, log),
    ...catalogue,
    payloadLinks: payloadLinks(dynamodb, tableName),
    log,
    now: Date.now,
    newId: randomUUID,
    random: Math.random,
    sleep: pause,
    settings,
  };
}

async function pause(milliseconds: number): Promise<void> {
  await sleep(milliseconds);
}
