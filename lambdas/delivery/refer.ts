import { writeDomainEvent, type DomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import { maxEventBytes } from '../domain/message-size.ts';
import { keptMembers } from '../domain/payload/stub.ts';
import type { CallTime, Log } from '../ports/delivery.ts';
import type {
  KeptMembersOf,
  LinkTo,
  PayloadLinks,
  PayloadProblem,
  PayloadStore,
  SeenReference,
} from '../ports/payloads.ts';
import type { BatchCounters } from './batch-counters.ts';

/** What relaying large events by reference needs from outside. */
export interface PayloadServices {
  readonly store: PayloadStore;
  readonly links: PayloadLinks;
}

/** The services of a function that may relay large events by reference. */
export interface ReferServices {
  /** Absent where the stage makes large events dead letters. */
  readonly payloads?: PayloadServices | undefined;
  /** Which members of details their stubs keep; none if it is absent. */
  readonly keptMembersOf?: KeptMembersOf | undefined;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** An event whose detail is in a payload bucket. */
export type ReferredEvent = DomainEvent & { readonly reference: SeenReference };

/** An event with its detail referred to; or why it cannot be: `tooLarge` is the rest of it. */
export type Referred =
  | { readonly kind: 'referred'; readonly event: ReferredEvent }
  | { readonly kind: 'tooLarge'; readonly text: string }
  | PayloadProblem;

/** Where time and counters of a batch are, for its large events. */
export interface ReferContext {
  readonly counters: BatchCounters;
  /** When everything must have ended, epoch milliseconds. */
  readonly endMs: number;
}

/** As many puts as one process can have in memory and under way without harm to the rest of its batch. */
export const payloadsInFlight = 16;

/** The most that a reference adds to an event as it is written: bucket, key, size, SHA-256 and expiry, with their names. */
export const maxReferenceBytes = 1_024;

/** Stores the detail of an event; or looks at it, where the event refers to it. Never rejects. */
export async function refer(
  event: DomainEvent,
  { store }: PayloadServices,
  services: ReferServices,
  { counters, endMs }: ReferContext,
): Promise<Referred> {
  const kept = { ...event, detailJson: keptOf(event, services) };
  const bytes = Buffer.byteLength(writeDomainEvent(kept)) + maxReferenceBytes;
  if (bytes > maxEventBytes) {
    const text = `the event has ${bytes} bytes as JSON without its detail, ${maxEventBytes} are allowed`;
    return { kind: 'tooLarge', text };
  }
  const answer = await storeOrLook(event, store, { timeoutMs: endMs - services.now() });
  const counted = counters;
  if ('kind' in answer) {
    if (answer.kind === 'unreachable') counted.payloadsNotStored += 1;
    return answer;
  }
  if (event.reference === undefined) counted.storedPayloads += 1;
  return { kind: 'referred', event: { ...kept, reference: answer } };
}

/** What a stub keeps of a detail, as JSON. Without the list of members it keeps none, and is sent all the same. */
function keptOf({ detailType, detailJson }: DomainEvent, services: ReferServices): string {
  const { keptMembersOf, log } = services;
  try {
    return keptMembersOf === undefined ? '{}' : keptMembers(detailJson, keptMembersOf(detailType));
  } catch (error) {
    log.error('the members of details that stubs keep are not known', { error });
    return '{}';
  }
}

async function storeOrLook(
  { id, generator, detailJson, reference }: DomainEvent,
  store: PayloadStore,
  time: Required<CallTime>,
): Promise<SeenReference | PayloadProblem> {
  if (time.timeoutMs <= 0) return { kind: 'unreachable', text: 'no time was left for it' };
  const tenant = tenantOf(generator);
  return reference === undefined
    ? await store.store({ tenant, eventId: id, detailJson }, time)
    : await store.look(reference, tenant, time);
}

/** Opens what links are made with; undefined if it cannot be had now. Never rejects. */
export async function openLinks(
  { links }: PayloadServices,
  { log, now }: Pick<ReferServices, 'log' | 'now'>,
  endMs: number,
): Promise<LinkTo | undefined> {
  try {
    const linkTo = await links.open({ timeoutMs: endMs - now() });
    if (linkTo === undefined) log.error('the key for links to details is not written yet', {});
    return linkTo;
  } catch (error) {
    log.error('the key for links to details could not be read', { error });
    return undefined;
  }
}
