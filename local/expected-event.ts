import { createHash } from 'node:crypto';
import { entryContent, entrySizeBytes, type EntryContent } from '../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../lambdas/domain/domain-event.ts';
import { eventResource, type EventIdPlace } from '../lambdas/domain/event-resource.ts';
import { expectedStub, stubMark, type ExpectedStub } from './large-events/expected-stub.ts';
import type { KeptNames } from './large-events/kept-names.ts';
import { isAlwaysReferred } from './large-events/referred-events.ts';

/** What decides what a customer receives of an event. */
export interface EntryRules {
  /** The largest entry that EventBridge takes, in bytes as it counts them. */
  readonly maxEntryBytes: number;
  /** Where customers find the vendor's id of an event. */
  readonly eventIdIn: EventIdPlace;
  /** What becomes of an event whose entry would be larger. */
  readonly relay: 'byReference' | 'no';
  readonly keptNames: KeptNames;
}

/** A customer's source. */
interface Receiver {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** What must become of an event, for each of the sources that want it. */
export interface ExpectedEvent<R> {
  readonly deliveries: readonly ExpectedDelivery<R>[];
  /** What stubs of it must say, if there are any. */
  readonly stub: ExpectedStub | undefined;
}

/** A delivery by its fingerprint. */
export interface ExpectedDelivery<R> {
  readonly receiver: R;
  /** Undefined if it is a dead letter, since its entry is too large. */
  readonly key: string | undefined;
  /**
   * The fingerprint that it has with a stub, if one of the event's entries needs one: the others may have
   * one, too, where the message was divided.
   */
  readonly stubKey: string | undefined;
}

/** What must become of an event at the sources that want it. */
export function expectEvent<R extends Receiver>(
  event: DomainEvent,
  receivers: readonly R[],
  { maxEntryBytes, eventIdIn, relay, keptNames }: EntryRules,
): ExpectedEvent<R> {
  const idResource = eventIdIn === 'none' ? undefined : eventResource(event.id);
  const isReferred = isAlwaysReferred(event);
  const isLarge = receivers.map(
    ({ name }) => isReferred || entrySizeBytes(event, name, idResource) > maxEntryBytes,
  );
  const hasStub = relay === 'byReference' && isLarge.includes(true);
  const stub = hasStub ? expectedStub(event, keptNames) : undefined;
  const content = entryContent(event, idResource);
  const deliveries = receivers.map((receiver, index) => {
    const { region, account, name } = receiver;
    const own = { ...content, region, account, sourceName: name };
    const stubKey = stub && fingerprint({ ...own, Detail: stubMark(stub) });
    const key = isLarge[index] === true ? stubKey : fingerprint(own);
    return { receiver, key, stubKey };
  });
  return { deliveries, stub };
}

/** One delivery, as the customer sees it. */
export interface DeliveryContent extends EntryContent {
  readonly region: string;
  readonly account: string;
  readonly sourceName: string;
}

/** Identifies a delivery by everything that a customer sees except the time, which may be the queue's. */
export function fingerprint(content: DeliveryContent): string {
  const { region, account, sourceName: name, DetailType, Resources, Detail } = content;
  const head = JSON.stringify([region, account, name, DetailType, Resources]);
  return createHash('sha256').update(head).update(Detail).digest('base64');
}
