import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { maxPayloadBytes } from '../../../local/lambda/invoke-result.ts';
import { recordOf } from '../../simulators/queue/sqs-record.ts';
import type { SentPart } from './stub-answers.ts';
import { detailOf, generatorOf, type Workload } from './workload.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

const { batchSize } = deployments['fan-out'];
const emptyEventBytes = JSON.stringify({ Records: [] }).length;

/**
 * A workload's events in batches as Lambda gives them to the fan-out function, an event a message.
 * Made as they are asked for, so that no more than one batch is held.
 */
export function* batchesOf(workload: Workload, nowMs: number): Generator<SQSEvent> {
  let records: SQSRecord[] = [];
  let bytes = emptyEventBytes;
  for (let event = 0; event < workload.events; event += 1) {
    const record = recordOfEvent(event, workload, nowMs);
    // Every character of it is ASCII.
    const recordBytes = JSON.stringify(record).length + 1;
    if (records.length === batchSize || bytes + recordBytes > maxPayloadBytes) {
      yield { Records: records };
      records = [];
      bytes = emptyEventBytes;
    }
    records.push(record);
    bytes += recordBytes;
  }
  if (records.length > 0) yield { Records: records };
}

/** Parts of messages as Lambda gives them to the function: all of them in one batch. */
export function batchOfParts(parts: readonly SentPart[], nowMs: number): SQSEvent {
  const records = parts.map(({ body, attributes }, index) => {
    const id = `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    return recordOf(
      { id, body, attributes, sentAtMs: nowMs },
      `handle-${index}-${'r'.repeat(100)}`,
    );
  });
  return { Records: records };
}

function recordOfEvent(event: number, workload: Workload, nowMs: number): SQSRecord {
  const head = { id: `event-${event}`, generator: generatorOf(event, workload) };
  const body = `${JSON.stringify({ ...head, detailType: 'bench' }).slice(0, -1)},"detail":${detailOf(event, workload)}}`;
  const id = `00000000-0000-4000-8000-${String(event).padStart(12, '0')}`;
  return recordOf({ id, body, sentAtMs: nowMs }, `handle-${event}-${'r'.repeat(100)}`);
}
