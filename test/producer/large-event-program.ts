import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createProducer } from '../../producer/index.ts';

// Sends one event whose detail has so many mebibytes, and writes what memory that took.
//
// node --expose-gc large-event-program.ts ENDPOINT QUEUE_URL BUCKET MEBIBYTES

const [endpoint = '', queueUrl = '', bucket = '', mebibytes = ''] = process.argv.slice(2);
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
const connection = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
const collectGarbage = globalThis.gc ?? (() => {});

/** What is in use, in bytes. */
function usedBytes(): number {
  collectGarbage();
  // Memory of buffers is given back after the first time.
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// One string for all of them: the detail itself takes little memory.
const line = 'x'.repeat(61);
const count = (Number(mebibytes) * 1_048_576) / 64 - 1;
const lines = Array.from({ length: count }, () => line);
const detail = { lines, rest: 'x'.repeat(64 - '{"lines":[],"rest":""}'.length + 1) };
const { sendEvents } = createProducer({
  queueUrl,
  client: new SQSClient(connection),
  largeEvents: { bucket, client: new S3Client(connection) },
});
const beforeBytes = usedBytes();
let mostBytes = 0;
const timer = setInterval(() => {
  mostBytes = Math.max(mostBytes, usedBytes());
}, 200);
const startedMs = performance.now();
const result = await sendEvents([
  { id: 'large', generator: 'acme/repo1', detailType: 'export', detail },
]);
clearInterval(timer);
process.stdout.write(
  JSON.stringify({
    result,
    usedBytes: mostBytes - beforeBytes,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    tookMs: performance.now() - startedMs,
  }),
);
