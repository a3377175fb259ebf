import { envelopeText } from '../put-events/bus-event.ts';
import type { TargetDelivery } from '../state/target-delivery.ts';
import type { World } from '../state/world.ts';

/** Which limit of the retry policy ended the attempts. */
export type ExhaustedCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Gives up a delivery, and sends its event to the target's dead-letter queue, if it has one. */
export async function giveUp(
  world: World,
  delivery: TargetDelivery,
  condition?: ExhaustedCondition,
): Promise<void> {
  world.pendingDeliveries.delete(delivery);
  world.counters.failedDeliveries += 1;
  const { deadLetterArn } = delivery.target;
  if (deadLetterArn === undefined) return;
  const result = await world.senders.sendDeadLetter({
    queueArn: deadLetterArn,
    // The event as it was, whatever the target receives of it.
    body: envelopeText(delivery.event),
    attributes: attributesOf(delivery, condition),
  });
  if (result?.kind === 'delivered') world.counters.deadLetters += 1;
  else world.counters.failedDeadLetters += 1;
}

function attributesOf(
  { ruleArn, target, attempts, failure }: TargetDelivery,
  condition: ExhaustedCondition | undefined,
): Record<string, string> {
  return {
    RULE_ARN: ruleArn,
    TARGET_ARN: target.arn,
    ERROR_CODE: failure?.code ?? 'UNKNOWN',
    ERROR_MESSAGE: failure?.message || 'No message.',
    ...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
    RETRY_ATTEMPTS: String(Math.max(0, attempts - 1)),
  };
}
