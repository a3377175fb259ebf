import { entryContent, type Delivery } from '../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../lambdas/domain/domain-event.ts';
import { eventResource } from '../lambdas/domain/event-resource.ts';
import { readMessage } from '../lambdas/domain/read-message.ts';
import { parseSourceName, sourceName } from '../lambdas/domain/source-name.ts';
import {
  expectEvent,
  fingerprint,
  type EntryRules,
  type ExpectedDelivery,
} from './expected-event.ts';
import type { SourceInput } from './input/sources.ts';
import { stubMark, type ExpectedStub } from './large-events/expected-stub.ts';
import { isReferable } from './large-events/referred-events.ts';
import { partnerName } from './partner.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';

/** A customer's source, and how many entries are for it. */
export interface ExpectedSource extends SourceInput {
  readonly name: string;
  /** Entries that EventBridge takes, those with a stub included. */
  wanted: number;
  /** Entries over EventBridge's limit that become dead letters. */
  tooLarge: number;
}

/**
 * What must result from the events that were sent, computed from the input alone, to compare the
 * functions' work with. It keeps only fingerprints, so that a large run fits in memory.
 */
export class Expectation {
  readonly sources: readonly ExpectedSource[];
  /** How many times each delivery to an active source must be received, by fingerprint. */
  readonly deliveries = new Map<string, number>();
  /** What those of them that come with a stub must say in it. */
  readonly stubs = new Map<string, ExpectedStub>();
  events = 0;
  invalid = 0;
  readonly rules: EntryRules;
  readonly #sourcesOf: ReadonlyMap<string, readonly ExpectedSource[]>;

  constructor(sources: readonly SourceInput[], rules: EntryRules) {
    this.sources = sources.map((source) => ({
      ...source,
      name: sourceName(partnerName, source.generator, source.account),
      wanted: 0,
      tooLarge: 0,
    }));
    this.rules = rules;
    this.#sourcesOf = Map.groupBy(this.sources, ({ generator }) => generator);
  }

  /** Adds a message that is on the events queue. */
  addMessage(body: string): void {
    for (const read of this.#read(body)) {
      if (read.kind === 'event') this.#addEvent(read.event);
      else this.invalid += 1;
    }
  }

  /** The fingerprints of the deliveries to active sources that the events of a message ask for. */
  deliveriesOf(body: string): string[] {
    return this.#read(body).flatMap((read) => {
      if (read.kind !== 'event') return [];
      const { deliveries } = expectEvent(read.event, this.#sourcesFor(read.event), this.rules);
      return deliveries.flatMap(({ receiver: { bus }, key }) =>
        key !== undefined && bus === 'active' ? [key] : [],
      );
    });
  }

  /** The fingerprint of a delivery that is a dead letter. */
  deliveryOf({ event, region, sourceName: name, replay }: Delivery): string {
    const idResource =
      this.rules.eventIdIn === 'none' ? undefined : eventResource(event.id, replay);
    const account = parseSourceName(partnerName, name)?.account ?? '';
    const content = { ...entryContent(event, idResource), region, account, sourceName: name };
    const { reference } = event;
    return fingerprint(reference ? { ...content, Detail: stubMark(reference) } : content);
  }

  // By reference any event fits that fits a message.
  #read(body: string) {
    const { maxEntryBytes, relay } = this.rules;
    const maxEventBytes = relay === 'byReference' ? Infinity : undefined;
    return readMessage(body, 0, { ...localSettings.cloudEvents, maxEntryBytes, maxEventBytes });
  }

  #sourcesFor({ generator, detailType }: DomainEvent): readonly ExpectedSource[] {
    const all = this.#sourcesOf.get(generator) ?? [];
    return all.filter(({ detailTypes }) => detailTypes?.includes(detailType) !== false);
  }

  #addEvent(event: DomainEvent): void {
    const { deliveries, stub } = expectEvent(event, this.#sourcesFor(event), this.rules);
    if (stub !== undefined && !isReferable(event, stub)) {
      this.invalid += 1;
      return;
    }
    this.events += 1;
    for (const delivery of deliveries) this.#addDelivery(delivery, stub);
  }

  #addDelivery(
    { receiver: source, key, isLarge }: ExpectedDelivery<ExpectedSource>,
    stub: ExpectedStub | undefined,
  ): void {
    const counted = source;
    if (key === undefined) {
      counted.tooLarge += 1;
      return;
    }
    counted.wanted += 1;
    if (source.bus !== 'active') return;
    this.deliveries.set(key, (this.deliveries.get(key) ?? 0) + 1);
    if (isLarge && stub !== undefined) this.stubs.set(key, stub);
  }
}
