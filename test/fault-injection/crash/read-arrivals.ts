import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import * as v from 'valibot';
import { digestOf } from './digest.ts';
import { readDetail } from './read-detail.ts';
import type { Arrival } from './verdict.ts';

const arrivalSchema = v.object({
  region: v.string(),
  account: v.string(),
  bus: v.string(),
  event: v.object({
    source: v.string(),
    'detail-type': v.string(),
    resources: v.optional(v.array(v.string()), []),
    detail: v.record(v.string(), v.unknown()),
  }),
});

const countersSchema = v.object({ received: v.number(), forgotten: v.number() });

/**
 * Reads what the customers' buses received from the EventBridge emulator, one event after the other. Rejects when it
 * does not answer, or has received more than it shows.
 */
export async function readArrivals(eventBridgeUrl: string): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  for await (const line of linesOf(`${eventBridgeUrl}/_emulator/received`)) {
    // An array with an element on each line.
    const element = line.replace(/^\[/, '').replace(/[,\]]$/, '');
    if (element === '') continue;
    const { event, ...place } = v.parse(arrivalSchema, JSON.parse(element));
    arrivals.push({
      ...place,
      eventId: idOf(event),
      detailType: event['detail-type'],
      isStub: 'payload_url' in event.detail,
      digest: digestOf(await readDetail(detailJsonIn(element))),
    });
  }
  const counters = await fetch(`${eventBridgeUrl}/_emulator/counters`);
  const { received, forgotten } = v.parse(countersSchema, await counters.json());
  if (received !== arrivals.length || forgotten > 0) {
    throw new Error(`EventBridge shows ${arrivals.length} of the ${received} events it received`);
  }
  return arrivals;
}

/** The detail as it was received: the emulator writes it last. */
function detailJsonIn(element: string): string {
  const name = ',"detail":';
  return element.slice(element.indexOf(name) + name.length, -'}}'.length);
}

/** The vendor's id of an event: a stub has no detail to say it. */
function idOf({ resources, detail }: v.InferOutput<typeof arrivalSchema>['event']): string {
  const ids = resources.flatMap((one) => /^event\/(.+)$/.exec(one)?.[1] ?? []);
  return ids[0] ?? String(detail['eventId']);
}

async function* linesOf(url: string): AsyncGenerator<string> {
  const { ok, status, body } = await fetch(url);
  if (!ok || body === null) throw new Error(`${url} answered ${status}`);
  yield* createInterface({ input: Readable.fromWeb(body) });
}
