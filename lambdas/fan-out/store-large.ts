import pLimit from 'p-limit';
import { isKeyOf } from '../aws/payloads/payload-key.ts';
import type { Batch } from '../delivery/batch.ts';
import { payloadsEndMs } from '../delivery/deadlines.ts';
import type { DeliverSettings } from '../delivery/deliver.ts';
import {
  openLinks,
  payloadsInFlight,
  refer,
  type ReferContext,
  type ReferServices,
} from '../delivery/refer.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import type { Mapping } from '../domain/mapping.ts';
import { isKept } from '../domain/payload/payload-reference.ts';
import type { LinkTo } from '../ports/payloads.ts';
import { applyAnswers, type AnswerServices, type LargeAnswer } from './apply-answers.ts';
import type { WrittenEvent } from './events-message.ts';
import { sentAs } from './needs-reference.ts';
import type { PlannedMessage } from './plan.ts';
import { mappingsFor } from './sources.ts';

/** What storing the details of large events needs from outside. */
export interface StoreServices extends ReferServices, AnswerServices {
  readonly settings: DeliverSettings;
}

/** Messages with their large events by reference. */
export interface StoredMessages {
  readonly planned: readonly PlannedMessage[];
  /** Given if there are events by reference. */
  readonly linkTo?: LinkTo | undefined;
}

/** A large event of a message. */
interface LargeEvent {
  readonly message: PlannedMessage;
  readonly written: WrittenEvent;
  readonly as: LargeAnswer['as'];
}

/**
 * Stores the details of events of which an entry would be too large, or which the retry queue could not
 * hold, and looks at those that events refer to. An event for which this fails for now goes back to the
 * events queue by itself, for later; one whose detail is wrong is refused. The others of its message go on.
 */
export async function storeLarge(
  planned: readonly PlannedMessage[],
  services: StoreServices,
  { deadlines, counters }: Pick<Batch, 'deadlines' | 'counters'>,
): Promise<StoredMessages> {
  const large = planned.flatMap((message) => largeEventsOf(message, services));
  if (large.length === 0) return { planned };
  const { now, settings, payloads } = services;
  const endMs = payloadsEndMs(deadlines, now(), settings);
  // The rest of the time is for sending back what failed.
  const context = { counters, endMs: endMs - settings.payloadMs / 4 };
  const linkTo = payloads && (await openLinks(payloads, services, context.endMs));
  const limit = pLimit(payloadsInFlight);
  const answered = large.map(async (one) => {
    const referred = await limit(() => answerFor(one, linkTo, services, context));
    return [one.written, { as: one.as, referred }] as const;
  });
  const answers = new Map(await Promise.all(answered));
  const left = await applyAnswers(planned, { answers, endMs }, services);
  return { planned: left, linkTo };
}

function largeEventsOf(
  message: PlannedMessage,
  { payloads, settings }: StoreServices,
): readonly LargeEvent[] {
  return message.events.flatMap((written) => {
    // Otherwise an entry that is too large is a dead letter.
    if (payloads === undefined && written.event.reference === undefined) return [];
    const mappings = mappingsOrExample(written.event, message);
    const as = mappings.length === 0 ? 'whole' : sentAs(written, mappings, settings);
    return as === 'whole' ? [] : [{ message, written, as }];
  });
}

/** The mappings that an event goes to, or one of those that were not read. */
function mappingsOrExample(
  event: DomainEvent,
  { scope, mappingsOf }: PlannedMessage,
): readonly Mapping[] {
  const example = mappingsOf.get(event.generator)?.example;
  return example === undefined ? mappingsFor(event, scope, mappingsOf) : [example];
}

async function answerFor(
  { message, written: { event } }: LargeEvent,
  linkTo: LinkTo | undefined,
  services: StoreServices,
  context: ReferContext,
): Promise<LargeAnswer['referred']> {
  const { payloads, now } = services;
  const { counters } = context;
  if (payloads === undefined) return { kind: 'notRelayed' };
  if (linkTo === undefined) {
    counters.payloadsNotStored += 1;
    return { kind: 'unreachable', text: 'no links can be made' };
  }
  const { reference } = event;
  // The function that made the part has seen the object. But whoever sends messages can write the attribute, too.
  if (message.isCounted && reference !== undefined && isKept(reference, now())) {
    const isOwn = isKeyOf(reference.key, tenantOf(event.generator));
    if (isOwn) return { kind: 'referred', event: { ...event, reference } };
  }
  return await refer(event, payloads, services, context);
}
