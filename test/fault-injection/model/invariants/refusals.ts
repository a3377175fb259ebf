import { deployments } from '../../../../lambdas/settings/deployment.ts';
import { isRightReference } from '../payloads/planned-reference.ts';
import type { PublishedEvent, PublishedMessage } from '../published.ts';
import type { Delivering } from '../queue-handler.ts';
import type { World } from '../world.ts';

/** An event is refused as a whole only where its reference is wrong, or S3 or the key for links failed for too long. */
export function judgeRefusal(
  { events }: PublishedMessage,
  { errorCode, reason }: Readonly<Record<string, string>>,
  at: Delivering,
  world: World,
): void {
  for (const event of events) {
    const isRight =
      errorCode === 'tooOld'
        ? mayFail(world) && hasFailedForLong(event, at, world)
        : isWrong(event, errorCode, world);
    if (isRight && reason !== undefined) continue;
    const text = `${event.id}, ${event.reference ?? 'whole'}, was refused because: ${reason}`;
    world.accuse('nothing is lost', text);
  }
}

/** Whether anything was there for which S3 or the key for links could fail. */
function mayFail({ history: { faults, steps, setup } }: World): boolean {
  const isOut = steps.some(({ step }) => step.kind === 'outage of S3');
  return isOut || faults.length > 0 || (setup.linkKeyAfterSeconds ?? 0) > 0;
}

/** Whether what is said of an event's reference is so. */
function isWrong(
  { reference }: PublishedEvent,
  errorCode: string | undefined,
  { history: { setup } }: World,
): boolean {
  if (reference === undefined) return false;
  if (setup.largeEvents === 'no') return errorCode === 'invalidEvent';
  return errorCode === 'payloadWrong' && (reference === 'ending' || !isRightReference(reference));
}

const invocationMs = deployments['fan-out'].timeoutSeconds * 1000;

/** By the function's own clock, and the time that an earlier one wrote down. */
function hasFailedForLong(
  { id }: PublishedEvent,
  { environment, invocation }: Delivering,
  { published, settings }: World,
): boolean {
  const sinceMs = invocation.messages
    .flatMap((one) => published.get(one.id) ?? [])
    .filter(({ events }) => events.some((event) => event.id === id))
    .flatMap(({ failingSinceMs }) => failingSinceMs ?? []);
  const longMs = settings.retryPolicy.retryForSeconds * 1000;
  return sinceMs.some((ms) => {
    const forMs = environment.now() - ms;
    return forMs >= longMs && forMs < 2 * longMs + 25 * invocationMs;
  });
}
