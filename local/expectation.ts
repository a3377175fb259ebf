import { createHash } from 'node:crypto';
import { entrySizeBytes } from '../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../lambdas/domain/domain-event.ts';
import { readMessage } from '../lambdas/domain/read-message.ts';
import { sourceName } from '../lambdas/domain/source-name.ts';
import type { SourceInput } from './input/sources.ts';
import { partnerName } from './partner.ts';

/** A customer's source, and how many entries were bound for it. */
export interface ExpectedSource extends SourceInput {
  readonly name: string;
  /** Entries that EventBridge can take. */
  wanted: number;
  /** Entries over EventBridge's limit. */
  tooLarge: number;
}

/** One delivery, told by what the customer can see of it. */
export interface DeliveryContent {
  readonly region: string;
  readonly account: string;
  readonly sourceName: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detailJson: string;
}

/**
 * What must come of what was sent, worked out from the input alone: the yardstick for what the
 * functions did. Only fingerprints are kept, so that a large run fits in memory.
 */
export class Expectation {
  readonly sources: readonly ExpectedSource[];
  /** How often each delivery to an active source is to be received, by fingerprint. */
  readonly deliveries = new Map<string, number>();
  events = 0;
  invalid = 0;
  readonly #maxEntryBytes: number;
  readonly #sourcesOf: ReadonlyMap<string, readonly ExpectedSource[]>;

  constructor(sources: readonly SourceInput[], maxEntryBytes: number) {
    this.sources = sources.map((source) => ({
      ...source,
      name: sourceName(partnerName, source.generator, source.account),
      wanted: 0,
      tooLarge: 0,
    }));
    this.#maxEntryBytes = maxEntryBytes;
    this.#sourcesOf = Map.groupBy(this.sources, ({ generator }) => generator);
  }

  /** Takes note of a message that is on the events queue. */
  addMessage(body: string): void {
    for (const read of readMessage(body, 0)) {
      if (read.kind === 'event') this.#addEvent(read.event);
      else this.invalid += 1;
    }
  }

  #addEvent(event: DomainEvent): void {
    this.events += 1;
    for (const source of this.#sourcesOf.get(event.generator) ?? []) {
      if (source.detailTypes?.includes(event.detailType) === false) continue;
      if (entrySizeBytes(event, source.name) > this.#maxEntryBytes) {
        source.tooLarge += 1;
        continue;
      }
      source.wanted += 1;
      if (source.bus !== 'active') continue;
      const { region, account, name } = source;
      const key = fingerprint({ ...event, region, account, sourceName: name });
      this.deliveries.set(key, (this.deliveries.get(key) ?? 0) + 1);
    }
  }
}

/** Tells deliveries apart by all that a customer sees but the time, which may be the queue's. */
export function fingerprint(content: DeliveryContent): string {
  const { region, account, sourceName: name, detailType, resources, detailJson } = content;
  const head = JSON.stringify([region, account, name, detailType, resources]);
  return createHash('sha256').update(head).update(detailJson).digest('base64');
}
