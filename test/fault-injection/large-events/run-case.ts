import { createHash, randomInt } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { s3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { tenantKey } from '../../../lambdas/aws/payloads/payload-key.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { tenantOf } from '../../../lambdas/domain/generator.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { deployments } from '../../../lambdas/settings/deployment.ts';
import type { LocalFunction } from '../../../local/lambda/function-host.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../../local/partner.ts';
import { payloadBucketName } from '../../../local/payload-bucket.ts';
import { activeMapping } from '../../../tools/simulators/active-mapping.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { eventOf, generator, partner, type SizeCase } from './cases.ts';
import { follow } from './follow.ts';
import type { SizesPlace } from './place.ts';
import type { SentMessage } from './stub-cloud.ts';

/** What a case showed. */
export interface CaseFigures {
  readonly name: string;
  readonly customers: number;
  readonly events: number;
  /** What of the promises did not hold. */
  readonly problems: readonly string[];
  readonly puts: number;
  readonly inline: number;
  readonly stubs: number;
  /** Links that were followed, each compared byte for byte. */
  readonly followed: number;
  readonly invocations: number;
  /** The longest invocation. */
  readonly seconds: number;
  readonly memoryMb: number;
}

const { memoryMb: configuredMb, timeoutSeconds } = deployments['fan-out'];

/** Sends the events of a case through the deployed bundle, and follows what arrives. */
export async function runCase(one: SizeCase, place: SizesPlace): Promise<CaseFigures> {
  const { cloud, s3 } = place;
  cloud.mappings.set(generator, mappingsOf(one.customers));
  cloud.sent.length = 0;
  const arrived = arrivals(one);
  cloud.onTaken = (entry) => arrived.take(entry);
  const records = await recordsOf(one, place);
  const putsBefore = s3.count('PUT', `/${payloadBucketName}/`);
  const fanOut = place.fanOut(one.maxEntryBytes);
  const times = await invokeUntilDone(fanOut, records, place);
  const memoryMb = Math.ceil(fanOut.memoryUsedMb());
  await fanOut.close();
  const puts = s3.count('PUT', `/${payloadBucketName}/`) - putsBefore;
  const followed = await followSome(arrived.stubs, one, place);
  const seconds = Math.max(...times);
  const figures = { puts, inline: arrived.inline(), stubs: arrived.stubs.size, seconds, memoryMb };
  const problems = [...arrived.problems, ...followed.problems, ...problemsOf(one, figures, place)];
  const { name, customers, events } = one;
  const common = { name, customers, events, problems, invocations: times.length };
  return { ...common, ...figures, followed: followed.count };
}

function problemsOf(
  { customers, events, arrives, sentBy }: SizeCase,
  { puts, inline, stubs, seconds, memoryMb }: Figures,
  { cloud }: SizesPlace,
): readonly string[] {
  const due = customers * events;
  const isInline = arrives === 'inline';
  const duePuts = isInline || sentBy !== 'message' ? 0 : events;
  const others = cloud.sent.filter(({ queue }) => /dead|retries/.test(queue)).length;
  const checks = [
    { isRight: inline === (isInline ? due : 0), problem: `${inline} inline entries` },
    { isRight: stubs === (isInline ? 0 : due), problem: `${stubs} stubs of ${due}` },
    { isRight: puts === duePuts, problem: `${puts} puts, not ${duePuts}` },
    { isRight: memoryMb < configuredMb, problem: `${memoryMb} MB of ${configuredMb}` },
    { isRight: seconds < timeoutSeconds, problem: `${seconds} s of ${timeoutSeconds}` },
    { isRight: others === 0, problem: `${others} messages on other queues` },
  ];
  return checks.flatMap(({ isRight, problem }) => (isRight ? [] : [problem]));
}

type Figures = Pick<CaseFigures, 'puts' | 'inline' | 'stubs' | 'seconds' | 'memoryMb'>;

function mappingsOf(customers: number): readonly Mapping[] {
  return Array.from({ length: customers }, (_, customer) => {
    const account = String(customer).padStart(12, '0');
    return activeMapping({ generator, account, region: homeRegion }, partner);
  });
}

/** What customers get: inline details are compared at once, stubs kept. */
function arrivals({ detailOf, events }: SizeCase) {
  const details = new Map(events === 1 ? [[0, detailOf(0)] as const] : []);
  const problems: string[] = [];
  const stubs = new Map<string, string>();
  let inline = 0;
  return {
    problems,
    stubs,
    inline: () => inline,
    take({ source, detail }: { readonly source: string; readonly detail: string }) {
      if (!detail.includes('"payload_url"')) {
        inline += 1;
        if (detail !== details.get(0)) problems.push(`${source} got another detail inline`);
        return;
      }
      const name = `${source} ${/"payload_sha256":"(\w+)"/.exec(detail)?.[1]}`;
      if (stubs.has(name)) problems.push(`${source} got a stub twice`);
      stubs.set(name, detail);
    },
  };
}

/** The messages of a case; what a producer stores is stored. */
async function recordsOf(one: SizeCase, { store }: SizesPlace): Promise<readonly SQSRecord[]> {
  const records: SQSRecord[] = [];
  for (let event = 0; event < one.events; event += 1) {
    const detailJson = one.detailOf(event);
    const body =
      one.sentBy === 'message'
        ? writeDomainEvent(eventOf(event, detailJson))
        : await storedEvent(event, { ...one, detailJson }, store.url);
    records.push(recordOf({ id: `message-${event}`, body, sentAtMs: Date.now() }));
  }
  return records;
}

async function storedEvent(
  event: number,
  { detailJson, sentBy }: { readonly detailJson: string } & Pick<SizeCase, 'sentBy'>,
  endpoint: string,
): Promise<string> {
  const credentials = credentialsOf(partnerAccount);
  const objects = s3Objects({
    bucket: payloadBucketName,
    region: homeRegion,
    endpoint,
    credentials,
  });
  const bytes = Buffer.from(detailJson);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `in/${tenantKey(tenantOf(generator))}/${event}-${sha256}`;
  if (sentBy === 'reference') await objects.putHashed(key, bytes, sha256, 60_000);
  else await objects.put(key, bytes, 60_000);
  const reference = { bucket: payloadBucketName, key, sizeBytes: bytes.length, sha256 };
  return writeDomainEvent({ ...eventOf(event, '{}'), reference });
}

const mostInvocations = 200;
const answerSchema = v.object({
  batchItemFailures: v.array(v.object({ itemIdentifier: v.string() })),
});

/** Invokes the function until no message is left, its own parts too; returns how long each took, in seconds. */
async function invokeUntilDone(
  fanOut: LocalFunction,
  records: readonly SQSRecord[],
  { cloud }: SizesPlace,
): Promise<readonly number[]> {
  const times: number[] = [];
  let waiting = records;
  while (waiting.length > 0 && times.length < mostInvocations) {
    const startMs = performance.now();
    const result = await fanOut.invoke({ Records: waiting });
    times.push(Math.round(performance.now() - startMs) / 1000);
    if (result.kind !== 'returned') throw new Error(`the function ${JSON.stringify(result)}`);
    const { batchItemFailures } = v.parse(answerSchema, result.payload);
    const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const parts = cloud.sent.filter(({ queue }) => queue === 'events');
    cloud.sent.splice(0, Infinity, ...cloud.sent.filter((sent) => !parts.includes(sent)));
    waiting = [
      ...waiting.filter(({ messageId }) => returned.has(messageId)),
      ...parts.map((part, index) => partRecord(part, `${times.length}-${index}`)),
    ];
  }
  return times;
}

function partRecord({ body, attributes }: SentMessage, id: string): SQSRecord {
  return recordOf({ id: `part-${id}`, body, attributes, sentAtMs: Date.now() });
}

const mostFollowed = 8;

/** Follows the first link, the last one and some between, to the last byte. */
async function followSome(
  stubs: ReadonlyMap<string, string>,
  { detailOf, events }: SizeCase,
  place: SizesPlace,
) {
  const all = [...stubs.values()];
  const between = Array.from({ length: Math.min(mostFollowed, all.length) - 2 }, () =>
    randomInt(all.length),
  );
  const picked = new Set(all.length === 0 ? [] : [0, all.length - 1, ...between]);
  const hashes = new Set<string>();
  for (let event = 0; event < events; event += 1) {
    hashes.add(createHash('sha256').update(detailOf(event)).digest('hex'));
  }
  const problems: string[] = [];
  for (const index of picked) {
    const problem = await follow(all[index] ?? '', hashes, place);
    if (problem !== undefined) problems.push(problem);
  }
  return { count: picked.size, problems };
}
