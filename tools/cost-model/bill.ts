import { limits, logBytes } from './inputs.ts';
import type { Load } from './load.ts';
import { prices } from './prices.ts';
import { messageBytes, type Traffic } from './traffic.ts';
import type { FunctionSettings } from './settings.ts';

/** What a million events ask of AWS. */
export interface Usage {
  readonly putCalls: number;
  readonly lambdaRequests: number;
  readonly lambdaGbSeconds: number;
  /** As SQS bills them, each 64 KiB one: of the vendor's sends, Lambda's receives and deletions, and our own deletions. */
  readonly sqsRequests: Readonly<Record<'sent' | 'received' | 'deleted' | 'deletedEarly', number>>;
  readonly lookUps: number;
  readonly notes: number;
  readonly logGb: number;
}

/** What a million events cost the vendor, in dollars. */
export interface Bill {
  readonly lambda: number;
  readonly sqs: number;
  readonly dynamodb: number;
  readonly logs: number;
  readonly total: number;
}

const million = 1_000_000;

/** What a million events ask of AWS when nothing fails. */
export function usageOf(load: Load, traffic: Traffic, settings: FunctionSettings): Usage {
  const { memoryMb } = settings;
  const { invocation, eventsPerSecond } = load;
  const invocations = million / invocation.events;
  const perMillion = (perSecond: number) => (perSecond / eventsPerSecond) * million;
  return {
    putCalls: invocations * invocation.calls,
    lambdaRequests: invocations,
    lambdaGbSeconds: invocations * invocation.seconds * (memoryMb / 1024),
    sqsRequests: sqsRequestsOf(load, traffic, settings),
    lookUps: perMillion(load.lookUpsPerSecond),
    notes: perMillion(load.notesPerSecond),
    logGb: (invocations * invocationLogBytes(invocation)) / 1e9,
  };
}

/** What that costs. */
export function billOf({ sqsRequests, ...usage }: Usage): Bill {
  const sqsMillions =
    (sqsRequests.sent + sqsRequests.received + sqsRequests.deleted + sqsRequests.deletedEarly) /
    million;
  const lambda =
    usage.lambdaGbSeconds * prices.lambdaGbSecond.dollars +
    (usage.lambdaRequests / million) * prices.lambdaMillionRequests.dollars;
  const sqs =
    sqsMillions * (prices.sqsMillionRequests.dollars + prices.sqsMillionFairRequests.dollars);
  const dynamodb =
    ((usage.lookUps * unitsOf.lookUp) / million) * prices.dynamodbMillionReads.dollars +
    ((usage.notes * unitsOf.note) / million) * prices.dynamodbMillionWrites.dollars;
  const logs = usage.logGb * prices.logsGb.dollars;
  return { lambda, sqs, dynamodb, logs, total: lambda + sqs + dynamodb + logs };
}

/**
 * Request units: a look-up is an eventually consistent query of up to 4 kB; a note writes an item of up
 * to 1 kB, and the index that holds all of it.
 */
const unitsOf = { lookUp: 0.5, note: 2 } as const;

function sqsRequestsOf(
  { eventsPerSecond, invocation }: Load,
  traffic: Traffic,
  { batchWindowSeconds }: FunctionSettings,
): Usage['sqsRequests'] {
  const invocations = million / invocation.events;
  const messages = million / traffic.eventsPerMessage;
  const perInvocation = invocation.events / traffic.eventsPerMessage;
  const fitting = Math.max(1, Math.floor(limits.sqsBatchBytes / messageBytes(traffic)));
  const perSend = Math.min(limits.sqsMessages, fitting);
  const polls = limits.batchesGathered * limits.receivesPerPoller;
  // Without a window an invocation gets what one receive found.
  const found =
    batchWindowSeconds === 0 ? perInvocation : eventsPerSecond / traffic.eventsPerMessage / polls;
  const perReceive = Math.min(limits.sqsMessages, Math.max(1, found));
  return {
    sent: (messages / perSend) * chunks(perSend, traffic),
    received: (messages / perReceive) * chunks(perReceive, traffic),
    deleted: invocations * Math.ceil(perInvocation / limits.sqsMessages),
    deletedEarly: invocations * invocation.deletions,
  };
}

function chunks(messages: number, traffic: Traffic): number {
  return Math.ceil((messages * messageBytes(traffic)) / limits.sqsChunkBytes);
}

function invocationLogBytes({ events, calls }: Load['invocation']): number {
  const { invocation, ofDelay, ofCall, mostOfEach } = logBytes;
  return invocation + ofDelay * Math.min(mostOfEach, events) + ofCall * Math.min(mostOfEach, calls);
}
