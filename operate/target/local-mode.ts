import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { regions as allRegions } from '../../lambdas/domain/regions.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { emulatorView } from '../../local/emulator-view.ts';
import { historyBucketPrefix, historyTableName } from '../../local/history/history-table.ts';
import { InputError } from '../../terminal/input-error.ts';
import { mappingTableName } from '../../local/mapping-table.ts';
import { homeRegion, partnerName } from '../../local/partner.ts';
import { payloadBucketPrefix } from '../../local/payload-bucket.ts';
import { sdkEnvironment, type Endpoints } from '../../local/sdk-environment.ts';
import type { Connection, QueueName, QueueUrls } from './connection.ts';

const answerWithinMs = 5_000;

/**
 * Connects to the running local mode. Rejects with an InputError if none answers.
 *
 * @param port the first of its ports
 */
export async function connectToLocalMode(port: number): Promise<Connection> {
  const endpoints = endpointsFrom(port);
  const { nowMs, regions } = await readClock(endpoints.eventBridge, port);
  Object.assign(process.env, sdkEnvironment(endpoints), { AWS_REGION: homeRegion });
  const reconciledRegions = [...new Set([homeRegion, ...regions])];
  const { replayQueueUrl, ...queues } = await queueUrls(port);
  return {
    title: `local mode at port ${port}`,
    queues,
    mappingTableName,
    partnerName,
    customerRegions: allRegions.map(({ region }) => region),
    tenantLimits: localSettings.tenantLimits,
    maxEntryBytes: localSettings.entryLimits.maxEntryBytes,
    policy: localSettings.reconcile,
    clockAheadMs: nowMs - Date.now(),
    reconciler: { kind: 'here', regions: reconciledRegions, publicUrl: addressAt(port, 4) },
    historyPlace: { historyRegions: [homeRegion], historyTableName, historyBucketPrefix },
    payloadBucketPrefix,
    replayQueueUrl,
    settings: localSettings,
  };
}

function endpointsFrom(port: number): Endpoints {
  const at = (offset: number) => addressAt(port, offset);
  return { sqs: at(0), dynamodb: at(1), eventBridge: at(2) };
}

function addressAt(port: number, offset: number): string {
  return `http://127.0.0.1:${port + offset}`;
}

async function readClock(url: string, port: number) {
  const view = emulatorView(url, answerWithinMs);
  try {
    return { nowMs: await view.nowMs(), regions: await view.regions() };
  } catch (error) {
    throw notRunning(port, error);
  }
}

/** The queues of local mode. */
interface LocalQueueUrls extends Readonly<Record<QueueName, QueueUrls>> {
  readonly replayQueueUrl: string;
}

async function queueUrls(port: number): Promise<LocalQueueUrls> {
  const sqs = new SQSClient({ maxAttempts: 1 });
  const find = async (name: string) => {
    const { QueueUrl: url = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return url;
  };
  try {
    const [url, deadLettersUrl, retryUrl, retryDeadLettersUrl, replayQueueUrl] = await Promise.all([
      find('events'),
      find('events-dead-letters'),
      find('retries'),
      find('retries-dead-letters'),
      find('replays'),
    ]);
    return {
      events: { name: 'events', url, deadLettersUrl },
      retry: { name: 'retry', url: retryUrl, deadLettersUrl: retryDeadLettersUrl },
      replayQueueUrl,
    };
  } catch (error) {
    throw notRunning(port, error);
  } finally {
    sqs.destroy();
  }
}

function notRunning(port: number, cause: unknown): InputError {
  const text = `--port ${port}: local mode is not running there (start it with npm start or fanout local; use --stage for AWS)`;
  return new InputError(text, { cause });
}
