import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import type {
  MessageQueue,
  OutgoingMessage,
  PutPartnerEvents,
} from '../../../lambdas/ports/delivery.ts';
import type { PayloadServices } from '../../../lambdas/delivery/refer.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { noLineage, type Lineage } from '../../../local/lambda/lineage.ts';
import type { Invoke } from '../../../tools/simulators/queue/event-source-mapping.ts';
import type { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import type { Preference } from '../../../lambdas/settings/fleet.ts';
import { functionTimeoutMs, sendMs } from './function-settings.ts';
import { constantTable } from '../../support/live-mappings.ts';
import { deployedSettings } from '../deployed-settings.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';

/** A delivery that was given up. */
export interface DeadLettered {
  readonly eventId: string;
  /** In words, as in the message's attribute; empty if SQS itself moved it. */
  readonly reason: string;
  /** Since its first attempt; since its event arrived, if SQS itself moved it. */
  readonly ageMs: number;
}

/** The services that the functions use. */
export interface Cloud {
  readonly clock: VirtualClock;
  readonly mappings: readonly Mapping[];
  readonly retryQueue: SimulatedQueue;
  readonly put: PutPartnerEvents;
  /** The jitter of each function; of one for both, what comes when would depend on which is first. */
  readonly random: Readonly<Record<'fanOut' | 'retry', () => number>>;
  readonly onDeadLetter: (letter: DeadLettered) => void;
  /** What relaying by reference needs; without it no event is a large one. */
  readonly large?: LargeEvents;
  readonly prefer?: Preference | undefined;
}

/** Where large events are relayed by reference. */
export interface LargeEvents {
  readonly payloads: PayloadServices;
  readonly maxEntryBytes: number;
  /** Events whose details could not be stored go back to it. */
  readonly eventsQueue: SimulatedQueue;
}

/** What an environment knows of its invocation, as Lambda's runtime hands it on. */
interface Chain {
  lineage: Lineage;
}

/** The deployed handlers of both functions, as event source mappings invoke them. */
export function outageFunctions(cloud: Cloud): Readonly<Record<'fanOut' | 'retry', Invoke>> {
  const { clock, random, large, prefer } = cloud;
  const limits = large && { maxEntryBytes: large.maxEntryBytes };
  const services = servicesIn(cloud);
  const { cloudEvents } = standardSettings;
  return {
    fanOut: inEnvironments(() => {
      const { chain, ...traced } = servicesOfEnvironment(services, cloud);
      const settings = { ...deployedSettings('fan-out', prefer), ...limits };
      return invoker(
        fanOutHandler({ ...traced, random: random.fanOut, settings, cloudEvents }),
        chain,
        clock,
      );
    }),
    retry: inEnvironments(() => {
      const { chain, ...traced } = servicesOfEnvironment(services, cloud);
      const settings = { ...deployedSettings('retry', prefer), ...limits };
      return invoker(retryHandler({ ...traced, random: random.retry, settings }), chain, clock);
    }),
  };
}

function servicesIn({ clock, mappings, put, onDeadLetter, large }: Cloud) {
  const deadLetters = queueTo(clock, (message) => onDeadLetter(letterOf(message, clock.now())));
  return {
    mappings: constantTable(mappings),
    put,
    // The answer deletes them a moment later.
    deleteMessages: async () => undefined,
    retryDeadLetters: deadLetters,
    eventDeadLetters: deadLetters,
    eventsQueue: queueTo(clock, (message) => (large?.eventsQueue ?? noQueue).send(message)),
    ...(large && { payloads: large.payloads }),
    log: silentLog,
    now: clock.now,
    sleep: clock.sleep,
    report: () => undefined,
  };
}

/** The services of one environment, whose SDK sends the lineage of its invocation on. */
function servicesOfEnvironment(
  services: ReturnType<typeof servicesIn>,
  { clock, retryQueue: queue }: Cloud,
) {
  const chain: Chain = { lineage: noLineage };
  const retryQueue = queueTo(clock, (message) => {
    queue.send({ ...message, lineage: chain.lineage });
  });
  return { ...services, retryQueue, chain };
}

function queueTo(clock: VirtualClock, take: (message: OutgoingMessage) => void): MessageQueue {
  return {
    async send(messages) {
      await clock.sleep(sendMs(messages.length));
      for (const message of messages) take(message);
      return messages.map(() => true);
    },
  };
}

/** No message has more deliveries than one, so that none is divided. */
const noQueue = {
  send(): never {
    throw new Error('a message for the events queue');
  },
};

/**
 * A function of several execution environments, each of which runs one batch at a time and keeps what
 * its handler remembers; the one used last is used first, and a new one when all are busy.
 */
function inEnvironments(start: () => Invoke): Invoke {
  const idle: Invoke[] = [];
  return async (batch, place) => {
    const environment = idle.pop() ?? start();
    const kept = await environment(batch, place);
    idle.push(environment);
    return kept;
  };
}

type Handler = (
  event: SQSEvent,
  invocation: { getRemainingTimeInMillis: () => number },
) => Promise<SQSBatchResponse>;

function invoker(handle: Handler, chain: Chain, { now }: VirtualClock): Invoke {
  return async (batch, { lineage }) => {
    chain.lineage = lineage;
    const deadlineMs = now() + functionTimeoutMs;
    const invocation = { getRemainingTimeInMillis: () => deadlineMs - now() };
    const Records = batch.map((message) => recordOf(message));
    const { batchItemFailures } = await handle({ Records }, invocation);
    return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  };
}

function letterOf({ body, attributes = {} }: OutgoingMessage, nowMs: number): DeadLettered {
  const read = readRetryMessage(body);
  if (read.kind === 'invalid') return letterOfEvent({ body, attributes }, nowMs);
  const { event, firstAttemptAtMs = nowMs } = read.delivery;
  const ageMs = nowMs - firstAttemptAtMs;
  return { eventId: event.id, reason: attributes['reason'] ?? '', ageMs };
}

const eventSchema = v.object({ id: v.string() });
const partSchema = v.pipe(v.string(), v.parseJson(), v.object({ queuedAtMs: v.number() }));

/** The dead letter of an event as a whole, whose detail could not be stored; it came when its message did. */
function letterOfEvent(
  { body, attributes = {} }: Pick<OutgoingMessage, 'body' | 'attributes'>,
  nowMs: number,
): DeadLettered {
  const { id: eventId } = v.parse(eventSchema, JSON.parse(body));
  const { queuedAtMs } = v.parse(partSchema, attributes['part']);
  return { eventId, reason: attributes['reason'] ?? '', ageMs: nowMs - queuedAtMs };
}
