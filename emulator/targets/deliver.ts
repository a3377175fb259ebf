import type { Target } from '../state/event-bus.ts';
import type { Matched, TargetDelivery } from '../state/target-delivery.ts';
import type { World } from '../state/world.ts';
import { giveUp } from './dead-letter.ts';
import { retryDelayMs } from './retry-delay.ts';
import { refused, type SendFailure } from './send-result.ts';
import { inputOf } from './target-input.ts';

/** Sends a matched event to a target in the background, if there is an endpoint for it. */
export function startDelivery(world: World, matched: Matched, target: Target): void {
  if (!world.senders.canSend(target)) return;
  const delivery = newDelivery(matched, target);
  world.pendingDeliveries.add(delivery);
  void attempt(world, delivery);
}

/** A delivery that has not been tried. */
export function newDelivery(matched: Matched, target: Target): TargetDelivery {
  return { ...matched, target, attempts: 0, dueAtMs: undefined, failure: undefined };
}

/** Tries again what is due by the emulator's clock. */
export function retryDue(world: World): void {
  const nowMs = world.clock.nowMs();
  for (const delivery of world.pendingDeliveries) {
    if (delivery.dueAtMs === undefined || delivery.dueAtMs > nowMs) continue;
    if (endOf(delivery) <= nowMs) void giveUp(world, delivery, 'MaximumEventAgeInSeconds');
    else void attempt(world, delivery);
  }
}

/** Gives a delivery up without another attempt, for what no attempt can mend. */
export function refuseDelivery(
  world: World,
  delivery: TargetDelivery,
  code: string,
  message: string,
): void {
  delivery.failure = refused(code, message);
  void giveUp(world, delivery);
}

async function attempt(world: World, delivery: TargetDelivery): Promise<void> {
  delivery.dueAtMs = undefined;
  delivery.attempts += 1;
  if (delivery.attempts > 1) world.counters.retriedDeliveries += 1;
  const input = inputOf(delivery.target.input, delivery);
  if (input.kind === 'none') {
    refuseDelivery(world, delivery, input.code, input.reason);
    return;
  }
  const result = await world.senders.send(delivery.target, input.text);
  if (result.kind === 'delivered') world.pendingDeliveries.delete(delivery);
  else await settleFailure(world, delivery, result);
}

async function settleFailure(
  world: World,
  delivery: TargetDelivery,
  failure: SendFailure,
): Promise<void> {
  delivery.failure = failure;
  const nowMs = world.clock.nowMs();
  if (!failure.isRetryable) {
    await giveUp(world, delivery);
  } else if (delivery.attempts > delivery.target.maxRetryAttempts) {
    await giveUp(world, delivery, 'MaximumRetryAttempts');
  } else if (endOf(delivery) <= nowMs) {
    await giveUp(world, delivery, 'MaximumEventAgeInSeconds');
  } else {
    delivery.dueAtMs = Math.min(nowMs + retryDelayMs(delivery.attempts), endOf(delivery));
  }
}

/** When the event is too old for the target's retry policy. */
function endOf({ ingestedAtMs, target }: TargetDelivery): number {
  return ingestedAtMs + target.maxEventAgeMs;
}
