import { deployments } from '../../../../lambdas/settings/deployment.ts';
import type { OutgoingMessage } from '../../../../lambdas/ports/delivery.ts';
import type { Delivering } from '../queue-handler.ts';
import { factsOf, pairName } from '../invocation.ts';
import type { QueuedEntry } from '../published.ts';
import type { World } from '../world.ts';

const invocationSeconds = Math.max(
  deployments['fan-out'].timeoutSeconds,
  deployments.retry.timeoutSeconds,
);
const invocationMs = invocationSeconds * 1000;

/**
 * A retry is decided only while the delivery has time left, and comes no later than its end; what was
 * decided may be written up to an invocation's time later, with others. The time is counted from one
 * first attempt, which no later one replaces.
 */
export function judgeRetries(
  messages: readonly OutgoingMessage[],
  at: Delivering,
  world: World,
): void {
  for (const { body, delaySeconds = 0 } of messages) {
    const entry = world.entries.read(body);
    if (entry.lastError === undefined) {
      world.postponed += 1;
      continue;
    }
    if (entry.attempts === 1) noteFirstAttempt(entry, at, world);
    const left = secondsLeft(entry, at, world) + invocationSeconds;
    if (isCountedRightly(entry, world) && left > 0 && delaySeconds <= Math.ceil(left)) continue;
    const text = `${nameOf(entry)} is to be tried again in ${delaySeconds} s after ${entry.attempts} attempts, ${left} s before its end`;
    world.accuse('retries are bounded', text);
  }
}

/** An entry is given up only for what has happened to it. */
export function judgeDeadLetters(
  messages: readonly OutgoingMessage[],
  at: Delivering,
  world: World,
): void {
  for (const { body, attributes: { reason } = {} } of messages) {
    const entry = world.entries.read(body);
    if (mayBeGivenUp(entry, reason, at, world)) continue;
    const name = nameOf(entry);
    const attempts = world.attempts.get(name) ?? 0;
    const text = `${name} was dead-lettered after ${attempts} attempts because: ${reason}`;
    world.accuse('nothing is lost', text);
  }
}

/** Whether what the reason says has happened to the entry. */
function mayBeGivenUp(
  entry: QueuedEntry,
  reason: string | undefined,
  at: Delivering,
  world: World,
): boolean {
  const name = nameOf(entry);
  const isOver = isCountedRightly(entry, world) && secondsLeft(entry, at, world) <= 0;
  const isRelayed = world.history.setup.largeEvents !== 'no';
  const isUnknown = entry.lastError?.code === 'SomethingNew';
  const rightReasons = [
    { start: 'not accepted within', isRight: isOver && !isUnknown },
    { start: 'failed for', isRight: isOver && isUnknown },
    { start: 'EventBridge refused', isRight: isRefused(name, at) },
    { start: 'the entry has', isRight: !isRelayed && (world.attempts.get(name) ?? 0) === 0 },
    { start: 'the detail of the event was kept', isRight: isDetailOver(entry, world) },
    { start: 'the event refers to its detail', isRight: !isRelayed },
  ];
  return rightReasons.some(({ start, isRight }) => isRight && reason?.startsWith(start) === true);
}

/** The links to most details hold longer than any history. */
function isDetailOver({ event }: QueuedEntry, { accepted }: World): boolean {
  return accepted.get(event.id)?.reference === 'ending';
}

/** Notes an attempt that was made in this invocation; what lies elsewhere is none. */
function noteFirstAttempt(
  entry: QueuedEntry,
  { environment }: Delivering,
  { firstAttempts }: World,
): void {
  const sinceMs = environment.now() - Date.parse(String(entry.firstAttemptAt));
  if (!(sinceMs >= 0 && sinceMs <= invocationMs)) return;
  const known = firstAttempts.get(nameOf(entry)) ?? new Set();
  firstAttempts.set(nameOf(entry), known.add(String(entry.firstAttemptAt)));
}

function isCountedRightly(entry: QueuedEntry, { firstAttempts }: World): boolean {
  return firstAttempts.get(nameOf(entry))?.has(String(entry.firstAttemptAt)) ?? false;
}

function isRefused(pair: string, { invocation }: Delivering): boolean {
  return factsOf(invocation, pair).rejected > 0;
}

function nameOf({ event, sourceArn, replay }: QueuedEntry): string {
  return pairName(event.id, sourceArn, replay);
}

/** By the function's own clock. */
function secondsLeft(
  { firstAttemptAt }: QueuedEntry,
  { environment }: Delivering,
  { settings }: World,
): number {
  const triedMs = environment.now() - Date.parse(String(firstAttemptAt));
  return settings.retryPolicy.retryForSeconds - triedMs / 1000;
}
