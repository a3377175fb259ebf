import type { SentEvent } from './events.ts';

/** A request as it came over the wire. */
export interface ReceivedRequest {
  /** The value of `X-Amz-Target`, such as `AWSEvents.PutPartnerEvents`. */
  readonly target: string;
  readonly body: string;
}

/** What a variant claims about the requests that it makes. */
export interface Claims {
  readonly operation: 'PutEvents' | 'PutPartnerEvents';
  readonly maxEntries: number;
  /** The bytes of a request's entries, as EventBridge counts them; unbounded when absent. */
  readonly maxRequestBytes?: number;
  /** Where an entry's detail holds that of the event: names from outside to inside; none where it is the detail itself. */
  readonly detailPath: readonly string[];
}

/** An entry of a request, as the service model has it. */
interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time?: number;
  readonly Resources?: readonly string[];
}

/** Events by the JSON text of their details, by which they are known again. */
export function byDetail(events: readonly SentEvent[]): ReadonlyMap<string, SentEvent> {
  return new Map(events.map((event) => [JSON.stringify(event.detail), event]));
}

/**
 * Holds what a stub received against what was sent ({@link byDetail}): each event exactly once, its
 * detail unharmed, and every request as the variant claims. Throws an Error that says what is wrong first.
 *
 * @param sourceOf the partner event source that a generator's events are for
 */
export function checkRequests(
  requests: readonly ReceivedRequest[],
  sent: ReadonlyMap<string, SentEvent>,
  claims: Claims,
  sourceOf: (generator: string) => string,
): void {
  const awaited = new Set(sent.keys());
  for (const { target, body } of requests) {
    if (target !== `AWSEvents.${claims.operation}`) throw new Error(`a call of ${target}`);
    const { Entries: entries }: { Entries: readonly Entry[] } = JSON.parse(body);
    checkSize(entries, claims);
    for (const entry of entries) {
      const detail = detailText(entry, claims);
      const event = sent.get(detail);
      if (event === undefined) throw new Error(`no event has the detail ${detail.slice(0, 100)}`);
      const { number } = event.detail;
      if (!awaited.delete(detail)) throw new Error(`event ${number} came twice`);
      if (entry.DetailType !== event.detailType)
        throw new Error(`event ${number} changed its type`);
      if (entry.Source !== sourceOf(event.generator)) {
        throw new Error(`event ${number} went to ${entry.Source}`);
      }
    }
  }
  if (awaited.size > 0) throw new Error(`${awaited.size} of ${sent.size} events did not come`);
}

function checkSize(
  entries: readonly Entry[],
  { maxEntries, maxRequestBytes = Infinity }: Claims,
): void {
  if (entries.length > maxEntries) throw new Error(`a request of ${entries.length} entries`);
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  if (bytes > maxRequestBytes) throw new Error(`a request of ${bytes} bytes`);
}

// Not the product's own measure, which is under test here.
function entryBytes({ Source, DetailType, Detail, Time, Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources].join('');
  return new TextEncoder().encode(texts).length + (Time === undefined ? 0 : 14);
}

/** The text of the event's own detail, written as `byDetail` writes it. */
function detailText({ Detail: text }: Entry, { detailPath }: Claims): string {
  if (detailPath.length === 0) return text;
  const whole: unknown = JSON.parse(text);
  return JSON.stringify(detailPath.reduce(memberOf, whole)) ?? '';
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value)).get(name);
}
