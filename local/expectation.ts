import { createHash } from 'node:crypto';
import { entryContent, entrySizeBytes, type EntryContent } from '../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../lambdas/domain/domain-event.ts';
import { eventResource, type EventIdPlace } from '../lambdas/domain/event-resource.ts';
import { readMessage } from '../lambdas/domain/read-message.ts';
import { sourceName } from '../lambdas/domain/source-name.ts';
import type { SourceInput } from './input/sources.ts';
import { partnerName } from './partner.ts';

/** A customer's source, and how many entries are for it. */
export interface ExpectedSource extends SourceInput {
  readonly name: string;
  /** Entries within EventBridge's limit. */
  wanted: number;
  /** Entries over EventBridge's limit. */
  tooLarge: number;
}

/** What decides whether an entry is too large, and what it has. */
export interface EntryLimits {
  /** The largest entry that EventBridge takes, in bytes as it counts them. */
  readonly maxEntryBytes: number;
  /** Where customers find the vendor's id of an event. */
  readonly eventIdIn: EventIdPlace;
}

/** One delivery, as the customer sees it. */
export interface DeliveryContent extends EntryContent {
  readonly region: string;
  readonly account: string;
  readonly sourceName: string;
}

/**
 * What must result from the events that were sent, computed from the input alone, to compare the
 * functions' work with. It keeps only fingerprints, so that a large run fits in memory.
 */
export class Expectation {
  readonly sources: readonly ExpectedSource[];
  /** How many times each delivery to an active source must be received, by fingerprint. */
  readonly deliveries = new Map<string, number>();
  events = 0;
  invalid = 0;
  readonly #limits: EntryLimits;
  readonly #sourcesOf: ReadonlyMap<string, readonly ExpectedSource[]>;

  constructor(sources: readonly SourceInput[], limits: EntryLimits) {
    this.sources = sources.map((source) => ({
      ...source,
      name: sourceName(partnerName, source.generator, source.account),
      wanted: 0,
      tooLarge: 0,
    }));
    this.#limits = limits;
    this.#sourcesOf = Map.groupBy(this.sources, ({ generator }) => generator);
  }

  /** Adds a message that is on the events queue. */
  addMessage(body: string): void {
    for (const read of readMessage(body, 0)) {
      if (read.kind === 'event') this.#addEvent(read.event);
      else this.invalid += 1;
    }
  }

  /** The element with the event's id that its entries have. */
  idResourceOf({ id }: DomainEvent, replay?: string): string | undefined {
    return this.#limits.eventIdIn === 'none' ? undefined : eventResource(id, replay);
  }

  #addEvent(event: DomainEvent): void {
    this.events += 1;
    const idResource = this.idResourceOf(event);
    for (const source of this.#sourcesOf.get(event.generator) ?? []) {
      if (source.detailTypes?.includes(event.detailType) === false) continue;
      if (entrySizeBytes(event, source.name, idResource) > this.#limits.maxEntryBytes) {
        source.tooLarge += 1;
        continue;
      }
      source.wanted += 1;
      if (source.bus !== 'active') continue;
      const { region, account, name } = source;
      const content = entryContent(event, idResource);
      const key = fingerprint({ ...content, region, account, sourceName: name });
      this.deliveries.set(key, (this.deliveries.get(key) ?? 0) + 1);
    }
  }
}

/** Identifies a delivery by everything that a customer sees except the time, which may be the queue's. */
export function fingerprint(content: DeliveryContent): string {
  const { region, account, sourceName: name, DetailType, Resources, Detail } = content;
  const head = JSON.stringify([region, account, name, DetailType, Resources]);
  return createHash('sha256').update(head).update(Detail).digest('base64');
}
