import type { Unreadable } from '../delivery/dead-letter-unreadable.ts';
import type { DeliverSettings } from '../delivery/deliver.ts';
import type { Referred, ReferredEvent } from '../delivery/refer.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { partAttributes } from '../domain/part.ts';
import { putBackSeconds } from '../domain/retry-policy.ts';
import type { Log, MessageQueue, OutgoingMessage } from '../ports/delivery.ts';
import type { WrittenEvent } from './events-message.ts';
import type { SentAs } from './needs-reference.ts';
import { isTooLarge, partMessages } from './part-messages.ts';
import { filteredIn, planMessage, type PlannedMessage } from './plan.ts';

/** What a large event is sent as; and what became of its detail, or that the stage relays no such events. */
export interface LargeAnswer {
  readonly as: Exclude<SentAs, 'whole'>;
  readonly referred: Referred | { readonly kind: 'notRelayed' };
}

/** What applying answers needs from outside. */
export interface AnswerServices {
  readonly eventsQueue: MessageQueue;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  readonly settings: DeliverSettings;
}

/** The answers for the large events of a batch. */
export interface Answers {
  readonly answers: ReadonlyMap<WrittenEvent, LargeAnswer>;
  /** When everything must have ended, epoch milliseconds. */
  readonly endMs: number;
}

/**
 * Puts references into messages. Events whose details cannot be stored or seen now go back to the events
 * queue by themselves, to be tried later; those for which this has no hope are refused. A message is missing
 * from the result if the queue does not take what is to go back: it must come again whole.
 */
export async function applyAnswers(
  planned: readonly PlannedMessage[],
  { answers, endMs }: Answers,
  services: AnswerServices,
): Promise<readonly PlannedMessage[]> {
  const { eventsQueue, now } = services;
  const sorted = planned.map((message) => sortOut(message, answers, services));
  const parts = sorted.flatMap((one) => {
    const part = partFor(one, services);
    return part === undefined ? [] : [{ one, part }];
  });
  const time = { timeoutMs: endMs - now() };
  const sent =
    parts.length === 0
      ? []
      : await eventsQueue.send(
          parts.map(({ part }) => part),
          time,
        );
  const putBack = new Set(parts.flatMap(({ one }, index) => (sent[index] === true ? [one] : [])));
  return sorted.flatMap((one) => {
    if (one.later.length > 0 && !putBack.has(one)) return [];
    return [withoutFailed(one, services)];
  });
}

/** A message whose events have their answers. */
interface Sorted {
  readonly message: PlannedMessage;
  /** Those that can be relayed. */
  readonly events: readonly WrittenEvent[];
  /** Those that are to be tried again. */
  readonly later: readonly WrittenEvent[];
  readonly refused: readonly Unreadable[];
  /** How many deliveries a filter left out of those. */
  readonly filteredOfRefused: number;
  readonly failingSinceMs: number;
}

function sortOut(
  message: PlannedMessage,
  answers: Answers['answers'],
  { now, settings: { retryPolicy } }: AnswerServices,
): Sorted {
  const { failingSinceMs = now() } = message;
  const isOver = now() - failingSinceMs >= retryPolicy.retryForSeconds * 1000;
  const events: WrittenEvent[] = [];
  const later: WrittenEvent[] = [];
  const refused: Unreadable[] = [];
  let filteredOfRefused = 0;
  for (const written of message.events) {
    const answer = answers.get(written);
    if (answer === undefined) events.push(written);
    else if (answer.referred.kind === 'referred') {
      events.push(referredIn(written, answer.as, answer.referred.event));
    } else if (answer.referred.kind === 'unreachable' && !isOver) later.push(written);
    else {
      refused.push(refusalOf(message, written, answer.referred));
      filteredOfRefused += filteredIn([written], message);
    }
  }
  return { message, events, later, refused, filteredOfRefused, failingSinceMs };
}

function referredIn(
  written: WrittenEvent,
  as: LargeAnswer['as'],
  event: ReferredEvent,
): WrittenEvent {
  const byReference = { event, text: writeDomainEvent(event) };
  return as === 'byReference' ? byReference : { ...written, byReference };
}

type Failed = Exclude<LargeAnswer['referred'], { readonly kind: 'referred' }>;

/** The dead letter of an event, as it was written, so that it can be redriven. */
function refusalOf(
  { messageId, attributes, scope, queuedAtMs, failingSinceMs }: PlannedMessage,
  { text: body }: WrittenEvent,
  failed: Failed,
): Unreadable {
  // A redriven event has all its time again.
  const kept = failingSinceMs === undefined ? attributes : partAttributes(scope, { queuedAtMs });
  const common = { messageId, body, attributes: kept };
  switch (failed.kind) {
    case 'wrong':
      return { ...common, reason: 'payloadWrong', text: failed.text };
    case 'unreachable': {
      const text = `its detail could not be stored or found for too long, at last: ${failed.text}`;
      return { ...common, reason: 'tooOld', text };
    }
    case 'tooLarge':
      return { ...common, text: failed.text };
    case 'notRelayed': {
      const text = '"detailReference": the stage relays no such events (largeEvents.relay)';
      return { ...common, text };
    }
  }
}

/** The part for the events of a message that are to be tried later; undefined if it would not be one. */
function partFor(
  { message, later, failingSinceMs }: Sorted,
  { now, random, settings }: AnswerServices,
): OutgoingMessage | undefined {
  if (later.length === 0) return undefined;
  const run = { from: 0, to: later.length, deliveries: 0 };
  const rest = { ...message, events: later, failingSinceMs };
  const [part, ...more] = partMessages(rest, run, message.scope);
  // The queue could take some of several, and the whole message would repeat them.
  if (part === undefined || more.length > 0 || isTooLarge(part.message)) return undefined;
  const ageSeconds = (now() - failingSinceMs) / 1000;
  const delaySeconds = putBackSeconds(ageSeconds, random(), settings.retryPolicy);
  return { ...part.message, delaySeconds };
}

/** The message that is left, with what is refused among what is no event. */
function withoutFailed(
  { message, events, later, refused, filteredOfRefused }: Sorted,
  { settings }: AnswerServices,
): PlannedMessage {
  const { failingSinceMs: _, ...left } = { ...message, events };
  if (later.length === 0 && refused.length === 0) return left;
  const invalid = [...message.invalid, ...refused];
  const { noMapping, eventCount } = message;
  return {
    ...planMessage({ ...left, invalid }, settings.maxDeliveriesPerMessage),
    isDivided: later.length > 0,
    // Nobody counts them again where they went.
    noMapping,
    filteredOfRefused,
    eventCount: eventCount - refused.length,
  };
}
