import type { OutgoingMessage } from '../../../lambdas/delivery/ports.ts';
import { deployments } from '../../../lambdas/deployment.ts';
import type { Delivering } from '../delivering.ts';
import { factsOf, pairName } from '../invocation.ts';
import type { QueuedEntry } from '../published.ts';
import type { World } from '../world.ts';

/**
 * Dispositions are decided one by one and written ten at a time: an invocation's time may pass between.
 */
const slack = deployments.retry.timeoutSeconds;

/** A retry is decided only while the event is young enough, and comes no later than its end. */
export function judgeRetries(
  messages: readonly OutgoingMessage[],
  at: Delivering,
  world: World,
): void {
  const { maxEventAgeSeconds, maxUnknownAttempts } = world.settings.retryPolicy;
  for (const { body, delaySeconds = 0 } of messages) {
    const entry = world.entries.read(body);
    if (entry.lastError === undefined) {
      world.postponed += 1;
      continue;
    }
    const secondsLeft = maxEventAgeSeconds - ageSeconds(entry, at, world);
    const { code } = entry.lastError;
    const isLate = secondsLeft <= -slack || delaySeconds > Math.ceil(secondsLeft) + slack;
    const isTooMuch = code === 'SomethingNew' && (entry.unknownFailures ?? 0) >= maxUnknownAttempts;
    if (!isLate && !isTooMuch) continue;
    const text = `${nameOf(entry)} is to be tried again in ${delaySeconds} s after ${entry.attempts} attempts, ${secondsLeft} s before its end`;
    world.accuse('retries are bounded', text);
  }
}

/** An entry is given up only for what has happened to it. */
export function judgeDeadLetters(
  messages: readonly OutgoingMessage[],
  at: Delivering,
  world: World,
): void {
  const { maxEventAgeSeconds, maxUnknownAttempts } = world.settings.retryPolicy;
  for (const { body, attributes: { reason } = {} } of messages) {
    const entry = world.entries.read(body);
    const name = nameOf(entry);
    const attempts = world.attempts.get(name) ?? 0;
    const unknown = world.unknownFailures.get(name) ?? 0;
    const because = (start: string) => reason?.startsWith(start) ?? false;
    const isRight =
      (because('not accepted within') && ageSeconds(entry, at, world) >= maxEventAgeSeconds) ||
      (because('failed') && unknown >= maxUnknownAttempts) ||
      (because('EventBridge refused') && isRefused(name, at)) ||
      (because('the entry has') && attempts === 0);
    if (isRight) continue;
    const text = `${name} was dead-lettered after ${attempts} attempts because: ${reason}`;
    world.accuse('nothing is lost', text);
  }
}

function isRefused(pair: string, { invocation }: Delivering): boolean {
  return factsOf(invocation, pair).rejected > 0;
}

function nameOf({ event, sourceArn }: QueuedEntry): string {
  return pairName(event.id, sourceArn);
}

/** By the function's own clock. */
function ageSeconds({ event }: QueuedEntry, { environment }: Delivering, { accepted }: World) {
  return (environment.now() - (accepted.get(event.id)?.queuedMs ?? 0)) / 1000;
}
