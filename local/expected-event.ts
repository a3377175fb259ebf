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

/** What must become of an event. */
export interface ExpectedEvent<R> {
  readonly deliveries: readonly ExpectedDelivery<R>[];
  /** What stubs of it must say, if there are any. */
  readonly stub: ExpectedStub | undefined;
}

/** What must become of an event for one of the sources that want it. */
export interface ExpectedDelivery<R> {
  readonly receiver: R;
  /** Its fingerprint; undefined if it is a dead letter, since its entry is too large. */
  readonly key: string | undefined;
  readonly isLarge: boolean;
}

/** What must become of an event at the sources that want it. */
export function expectEvent<R extends Receiver>(
  event: DomainEvent,
  receivers: readonly R[],
  { maxEntryBytes, eventIdIn, relay, keptNames }: EntryRules,
): ExpectedEvent<R> {
  const idResource = eventIdIn === 'none' ? undefined : eventResource(event.id);
  const content = entryContent(event, idResource);
  const isReferred = isAlwaysReferred(event);
  const isLarge = ({ name }: R) =>
    isReferred || entrySizeBytes(event, name, idResource) > maxEntryBytes;
  const hasStub = relay === 'byReference' && receivers.some(isLarge);
  const stub = hasStub ? expectedStub(event, keptNames) : undefined;
  const deliveries = receivers.map((receiver) => {
    const { region, account, name } = receiver;
    const own = { ...content, region, account, sourceName: name };
    if (!isLarge(receiver)) return { receiver, key: fingerprint(own), isLarge: false };
    const key = stub && fingerprint({ ...own, Detail: stubMark(stub) });
    return { receiver, key, isLarge: true };
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
