import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { maxSliceDeliveries } from '../../lambdas/delivery/deliver-in-slices.ts';
import { restSilentRegions } from '../../lambdas/delivery/rest-silent-regions.ts';
import { putDeliveries } from '../../lambdas/delivery/put-deliveries.ts';
import { newTally } from '../../lambdas/delivery/tally.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import { decideFate, type Fate } from '../../lambdas/domain/retry-policy.ts';
import type { Lineage } from '../../local/lambda/lineage.ts';
import type { Invoke } from './cloud/pump.ts';
import type { Message } from './cloud/simulated-queue.ts';
import {
  deliverySettings,
  functionTimeoutMs,
  inEnvironments,
  sendMs,
  type Cloud,
  type Functions,
} from './functions.ts';

/** A delivery on one of the queues; it is the same through all its attempts, to spare memory. */
export type Waiting = Omit<Delivery, 'attempts' | 'firstAttemptAtMs'> & {
  attempts: number;
  firstAttemptAtMs?: number;
};

type Decided<K extends Fate['kind']> = {
  readonly delivery: Waiting;
  readonly fate: Extract<Fate, { kind: K }>;
};

/**
 * The functions without what costs time and decides nothing: messages are not written and read, and
 * mappings not looked up. Packing, calls, outcomes and fates are the product's own.
 */
export function modelledFunctions(cloud: Cloud<Waiting>): Functions<Waiting> {
  return {
    fanOut: inEnvironments(() =>
      environment(cloud, {
        random: cloud.random.fanOut,
        settings: deliverySettings('fan-out'),
        maxSlice: maxSliceDeliveries,
      }),
    ),
    retry: inEnvironments(() =>
      environment(cloud, {
        random: cloud.random.retry,
        settings: deliverySettings('retry'),
        maxSlice: Infinity,
      }),
    ),
  };
}

interface DeliverContext {
  readonly random: () => number;
  readonly settings: DeliverSettings;
}

function environment(
  outside: Cloud<Waiting>,
  { maxSlice, ...context }: DeliverContext & { readonly maxSlice: number },
): Invoke<Waiting> {
  const now = outside.timeline.now;
  const { put, callsSilentRegions } = outside;
  const cloud = { ...outside, put: callsSilentRegions ? put : restSilentRegions(put, now) };
  return async (batch, lineage) => {
    const deadlineMs = now() + functionTimeoutMs;
    const returned = new Set<Message<Waiting>>();
    for (let from = 0; from < batch.length; from += maxSlice) {
      const slice = batch.slice(from, from + maxSlice);
      for (const message of await deliver(slice, cloud, { deadlineMs, lineage, ...context }))
        returned.add(message);
    }
    return returned;
  };
}

async function deliver(
  batch: readonly Message<Waiting>[],
  cloud: Cloud<Waiting>,
  {
    deadlineMs,
    lineage,
    random,
    settings,
  }: DeliverContext & { readonly deadlineMs: number; readonly lineage: Lineage },
): Promise<readonly Message<Waiting>[]> {
  const { timeline, put } = cloud;
  const attempts = await putDeliveries(
    batch.map(({ item }) => item),
    {
      put,
      settings,
      now: timeline.now,
      deadlineMs: deadlineMs - settings.settleMs,
      tally: newTally(),
      onAccepted: () => undefined,
    },
  );
  const returned: Message<Waiting>[] = [];
  const retries: Decided<'retry'>[] = [];
  const deadLetters: Decided<'deadLetter'>[] = [];
  for (const message of batch) {
    const { item: delivery } = message;
    const attempt = attempts.get(delivery);
    if (attempt === undefined || attempt.kind === 'notStarted') {
      returned.push(message);
      continue;
    }
    const policy = settings.retryPolicy;
    const fate = decideFate(delivery, attempt, { nowMs: timeline.now(), random: random(), policy });
    if (fate.kind === 'retry') retries.push({ delivery, fate });
    if (fate.kind === 'deadLetter') deadLetters.push({ delivery, fate });
  }
  await Promise.all([sendRetries(retries, lineage, cloud), sendDeadLetters(deadLetters, cloud)]);
  return returned;
}

async function sendRetries(
  retries: readonly Decided<'retry'>[],
  lineage: Lineage,
  { timeline, retryQueue }: Cloud<Waiting>,
): Promise<void> {
  if (retries.length === 0) return;
  await timeline.sleep(sendMs(retries.length));
  for (const { delivery, fate } of retries) {
    delivery.attempts += 1;
    delivery.firstAttemptAtMs ??= timeline.now();
    retryQueue.send(delivery, { delaySeconds: fate.delaySeconds, lineage });
  }
}

async function sendDeadLetters(
  deadLetters: readonly Decided<'deadLetter'>[],
  { timeline, onDeadLetter }: Cloud<Waiting>,
): Promise<void> {
  if (deadLetters.length === 0) return;
  await timeline.sleep(sendMs(deadLetters.length));
  for (const { delivery, fate } of deadLetters) {
    const ageMs = timeline.now() - (delivery.firstAttemptAtMs ?? delivery.queuedAtMs);
    onDeadLetter({ eventId: delivery.event.id, reason: fate.why.text, ageMs });
  }
}
