import { acknowledgeEarly } from '../../../lambdas/delivery/acknowledge-early.ts';
import { divideTime } from '../../../lambdas/delivery/deadlines.ts';
import { deliver, type DeliverServices } from '../../../lambdas/delivery/deliver.ts';
import type {
  MappingTable,
  MessageQueue,
  OutgoingMessage,
} from '../../../lambdas/ports/delivery.ts';
import { withRegionCircuitBreaker } from '../../../lambdas/delivery/region-circuit-breaker.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { requestLimitMemory } from '../../../lambdas/domain/request-limit.ts';
import { type Lineage } from '../../../local/lambda/lineage.ts';
import type { Invoke } from './cloud/pump.ts';
import type { SimulatedQueue } from './cloud/simulated-queue.ts';
import { deployedSettings } from '../deployed-settings.ts';
import {
  functionTimeoutMs,
  inEnvironments,
  sendMs,
  type Cloud,
  type Functions,
} from './functions.ts';

/** A delivery on one of the queues; it is the same through all its attempts, to spare memory. */
export interface Waiting extends Omit<
  Work,
  'attempts' | 'messageId' | 'firstFailureTime' | 'firstAttemptAtMs'
> {
  attempts: number;
  firstAttemptAtMs?: number;
  firstFailureTime?: string;
  /** In the batch that it was received in last. */
  messageId: string;
}

/** An event for a mapping, as it comes to the events queue. Its size is the event's; its detail is left out. */
export function waitingFor(event: DomainEvent, mapping: Mapping, nowMs: number): Waiting {
  const delivery = firstDelivery(event, mapping, nowMs);
  return { ...delivery, event: { ...event, detailJson: '{}' }, messageId: '' };
}

/**
 * The functions without what costs time and decides nothing: messages are not read, and mappings not
 * looked up. Packing, calls, outcomes, dispositions and how they are recorded are the product's own.
 */
export function modelledFunctions(cloud: Cloud<Waiting>): Functions<Waiting> {
  const { random } = cloud;
  return {
    fanOut: inEnvironments(() => environment(cloud, 'fan-out', random.fanOut)),
    retry: inEnvironments(() => environment(cloud, 'retry', random.retry)),
  };
}

function environment(
  cloud: Cloud<Waiting>,
  name: 'fan-out' | 'retry',
  random: () => number,
): Invoke<Waiting> {
  const { now } = cloud.timeline;
  const settings = deployedSettings(name);
  const put = cloud.callsSilentRegions ? cloud.put : withRegionCircuitBreaker(cloud.put, now);
  const requestLimits = requestLimitMemory({
    configuredBytes: settings.maxRequestBytes,
    now,
    forgetAfterMs: Infinity,
  });
  return async (batch, lineage) => {
    const messages = new Map(batch.map((message, index) => [`message-${index}`, message]));
    const work = Array.from(messages, ([messageId, { item }]) => {
      item.messageId = messageId;
      return item;
    });
    const acknowledgement = acknowledgeEarly(
      work.map(({ messageId }) => ({ messageId, receiptHandle: '', deliveries: 1 })),
      deleteNothing,
    );
    const queues = queuesOf(work, cloud, lineage);
    const services = { ...queues, ...unused, put, now, random, settings, requestLimits };
    const deadlines = divideTime({ nowMs: now(), endMs: now() + functionTimeoutMs }, settings);
    const context = {
      deadlines,
      counters: newBatchCounters(),
      activity: new Map(),
      acknowledgement,
    };
    await deliver(
      Map.groupBy(work, ({ region }) => region),
      services,
      context,
    );
    await acknowledgement.endAfter(undefined);
    const returned = [...messages].filter(([messageId]) => acknowledgement.open(messageId) > 0);
    return new Set(returned.map(([, message]) => message));
  };
}

/** Nothing is gone here, and the answer deletes messages a moment later. */
const mappings: MappingTable = {
  findLive: async () => [],
  retire: async () => 'absent',
  noteActivity: async () => 'noted',
};
const deleteNothing = async () => undefined;
const silent = () => undefined;
const unused = {
  mappings,
  deleteMessages: deleteNothing,
  log: { info: silent, warn: silent, error: silent },
};

/** The queues that the functions write to, of a batch's deliveries. */
function queuesOf(
  work: readonly Waiting[],
  { timeline, retryQueue, onDeadLetter }: Cloud<Waiting>,
  lineage: Lineage,
): Pick<DeliverServices, 'retryQueue' | 'retryDeadLetters'> {
  const byEvent = new Map(work.map((delivery) => [delivery.event.id, delivery]));
  const queue = (take: (delivery: Waiting, message: OutgoingMessage) => void): MessageQueue => ({
    async send(messages) {
      await timeline.sleep(sendMs(messages.length));
      for (const message of messages) {
        const delivery = byEvent.get(eventIdIn(message));
        if (delivery === undefined) throw new Error('a message of another batch');
        take(delivery, message);
      }
      return messages.map(() => true);
    },
  });
  return {
    retryQueue: queue((delivery, { delaySeconds = 0 }) => {
      tryAgain(delivery, { timeline, retryQueue }, { delaySeconds, lineage });
    }),
    retryDeadLetters: queue(({ event, queuedAtMs, firstAttemptAtMs }, { attributes = {} }) => {
      const ageMs = timeline.now() - (firstAttemptAtMs ?? queuedAtMs);
      onDeadLetter({ eventId: event.id, reason: attributes['reason'] ?? '', ageMs });
    }),
  };
}

function tryAgain(
  delivery: Waiting,
  { timeline, retryQueue }: Pick<Cloud<Waiting>, 'timeline' | 'retryQueue'>,
  options: Parameters<SimulatedQueue<Waiting>['send']>[1],
): void {
  delivery.attempts += 1;
  delivery.firstAttemptAtMs ??= timeline.now();
  delivery.firstFailureTime ??= new Date(timeline.now()).toISOString();
  retryQueue.send(delivery, options);
}

function eventIdIn({ body }: OutgoingMessage): string {
  return /"event":\{"id":"(\d+)"/.exec(body)?.[1] ?? '';
}
