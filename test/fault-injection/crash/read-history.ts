import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { isChunkItem, readChunkItem } from '../../../lambdas/aws/history/chunk-item.ts';
import { bodyReader } from '../../../lambdas/aws/history/read-body.ts';
import { besideReader } from '../../../lambdas/aws/history/rows-beside.ts';
import { loadRecorderState } from '../../../lambdas/aws/history/recorder-items.ts';
import { s3Objects, type S3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { runOf, tenantOfPartition } from '../../../lambdas/domain/history/history-key.ts';
import { isSeen } from '../../../lambdas/domain/history/recorder-state.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';

/** A row of the history, as a reader sees it. */
export interface RecordedOutcome {
  /** The partition key: it says of which source it is. */
  readonly partition: string;
  readonly eventId: string;
  readonly outcome: string;
  /** Whether the text of its event can be read, and is of that event and of the row's tenant. */
  readonly hasText: boolean;
}

/** Where the history is. */
export interface HistoryAddress {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly table: string;
  readonly bucket: string;
}

const region = 'us-east-1';
const credentials = { accessKeyId: 'verifier', secretAccessKey: 'any' };

/** Reads all rows of committed rounds, and the text of each. Only the formats are the product's own. */
export async function readHistory({
  dynamodb,
  sqs,
  table,
  bucket,
}: HistoryAddress): Promise<readonly RecordedOutcome[]> {
  const client = new DynamoDBClient({ endpoint: dynamodb, region, credentials });
  const objects = wholeObjects(s3Objects({ bucket, region, endpoint: sqs, credentials }));
  const read = bodyReader({ objects, log: silentLog, onForeignBody: () => undefined });
  const readBeside = besideReader(objects, silentLog);
  const state = await loadRecorderState(client, table);
  const rows: RecordedOutcome[] = [];
  for await (const { Items: items = [] } of paginateScan({ client }, { TableName: table })) {
    for (const item of items.filter(isChunkItem)) {
      const { chunk } = readChunkItem(item, readBeside);
      if (!isSeen(state, runOf(chunk.position))) continue;
      const partition = item['pk']?.S ?? '';
      for (const { eventId, outcome, body } of await chunk.rows()) {
        const text = body && (await read(tenantOfPartition(partition), eventId, body));
        rows.push({ partition, eventId, outcome, hasText: text !== undefined });
      }
    }
  }
  client.destroy();
  return rows;
}

/** Gets each object once, however many of its parts are asked for. */
function wholeObjects({ get }: Pick<S3Objects, 'get'>): Pick<S3Objects, 'get'> {
  const known = new Map<string, Promise<Buffer | undefined>>();
  return {
    async get(key, range) {
      const whole = known.get(key) ?? get(key);
      known.set(key, whole);
      const object = await whole;
      return range === undefined
        ? object
        : object?.subarray(range.offset, range.offset + range.length);
    },
  };
}
