import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readStage, StageError } from '../../lib/stage/read-stage.ts';
import { stageSettings } from '../../lib/stage/stage-settings.ts';
import { stackName, type Stage } from '../../lib/stage/stage.ts';
import { InputError } from '../../terminal/input-error.ts';
import { OperationError } from '../operation-error.ts';
import type { Connection, ReconcilerLocation } from './connection.ts';
import { readStackOutputs, type StackOutputs } from './stack-outputs.ts';

/** A stage's stack in a Region; the home Region's when undefined. */
export interface StageStack {
  readonly stage: string;
  readonly region: string | undefined;
}

/**
 * Connects to a deployed stack by its outputs. Rejects with an InputError if there is no such stage or
 * stack, and with an OperationError if the stack lacks an output.
 *
 * @param clientFor makes a CloudFormation client for a Region
 */
export async function connectToStage(
  target: StageStack,
  clientFor: (region: string) => Pick<CloudFormationClient, 'send'> = cloudFormation,
): Promise<Connection> {
  const stage = findStage(target.stage);
  const region = target.region ?? stage.homeRegion;
  if (!stage.regions.includes(region)) {
    throw new InputError(
      `--region ${region}: not a Region of stage ${stage.name} (${stage.regions.join(', ')})`,
    );
  }
  const name = stackName(stage, region);
  const outputs = await readStackOutputs(clientFor(region), {
    stackName: name,
    stage: stage.name,
    region,
  });
  const connection = connectionOf(stage, region, (key) => outputOf(outputs, name, key));
  process.env['AWS_REGION'] = region;
  return connection;
}

function cloudFormation(region: string): CloudFormationClient {
  return new CloudFormationClient({ region });
}

/** Reads a stage file for a command. Throws an InputError if it is missing or invalid. */
export function findStage(name: string, folder?: string): Stage {
  try {
    return readStage(name, folder);
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    const reason = error.message.replace(/^context key stage /, '').replaceAll('\n', '; ');
    throw new InputError(`--stage ${name}: ${reason}`, { cause: error });
  }
}

function outputOf(outputs: StackOutputs, name: string, key: string): string {
  const value = outputs.get(key);
  if (value !== undefined) return value;
  throw new OperationError(`stack ${name} has no output ${key}: deploy it again`);
}

function connectionOf(stage: Stage, region: string, output: (key: string) => string): Connection {
  const isHome = region === stage.homeRegion;
  const settings = stageSettings(stage);
  return {
    title: `stage ${stage.name}, ${region}`,
    queues: {
      events: {
        name: 'events',
        url: output('EventsQueueUrl'),
        deadLettersUrl: output('EventsDeadLetterQueueUrl'),
      },
      retry: {
        name: 'retry',
        url: output('RetryQueueUrl'),
        deadLettersUrl: output('RetryDeadLetterQueueUrl'),
      },
    },
    mappingTableName: output('MappingTableName'),
    partnerName: stage.partnerName,
    customerRegions: stage.customerRegions,
    tenantLimits: stage.tenantLimits,
    maxEntryBytes: stage.entryLimits.maxEntryBytes,
    policy: settings.reconcile,
    clockAheadMs: 0,
    reconciler: isHome ? reconcilerFunction(output) : { kind: 'elsewhere' },
    historyPlace: {
      historyRegions: stage.regions,
      historyTableName: output('HistoryTableName'),
      historyBucketPrefix: output('HistoryBucketPrefix'),
    },
    payloadBucketPrefix: output('PayloadBucketPrefix'),
    replayQueueUrl: isHome ? output('ReplayQueueUrl') : undefined,
    settings,
  };
}

function reconcilerFunction(output: (key: string) => string): ReconcilerLocation {
  return { kind: 'function', functionName: output('ReconcilerFunctionName') };
}
