import * as fc from 'fast-check';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import { wants, type Mapping } from '../../lambdas/domain/mapping.ts';
import { aMapping, anEventValue } from './domain-builders.ts';
import { fakeServices } from './delivery-services.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeMessageQueue } from './fake-message-queue.ts';
import type { PutCall, PutScript } from './fake-put-partner-events.ts';

/** One event of a message, or junk in its place. */
export interface PlannedEvent {
  readonly id: string;
  readonly generator: string;
  readonly detailType: string;
  readonly isJunk: boolean;
  readonly bytes: number;
}

/** Mappings and messages, and how often things go wrong (0 to 1). */
export interface World {
  readonly mappings: readonly Mapping[];
  readonly messages: Readonly<Record<string, readonly PlannedEvent[]>>;
  readonly darkGenerators: readonly string[];
  readonly seed: number;
  readonly queueRefusalRate: number;
  readonly callMs: number;
}

const generators = ['a/1', 'b/1', 'b/1-2'];
const detailTypes = ['push', 'issue'];

const anyMapping = fc
  .record({
    generator: fc.constantFrom(...generators),
    account: fc.constantFrom('111111111111', '222222222222'),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    detailTypes: fc.option(fc.constantFrom<string[][]>(['push'], ['issue'], []), {
      nil: undefined,
    }),
  })
  .map(({ detailTypes: wanted, ...rest }) =>
    aMapping({ ...rest, ...(wanted && { detailTypes: wanted }) }),
  );

const anyEvent = fc.record({
  generator: fc.constantFrom(...generators),
  detailType: fc.constantFrom(...detailTypes),
  isJunk: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  bytes: fc.constantFrom(10, 10, 10, 10, 1_500, 5_000),
});

/** Worlds of any kind; the ids of their events are unique. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    mappings: fc.uniqueArray(anyMapping, {
      minLength: 1,
      maxLength: 8,
      selector: ({ sourceArn }) => sourceArn,
    }),
    messages: fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
    darkGenerators: fc.constantFrom<string[][]>([], [], [], ['a/1'], ['b/1']),
    seed: fc.nat(),
    queueRefusalRate: fc.constantFrom(0, 0, 0.3),
    callMs: fc.constantFrom(0, 0, 5_000, 20_000),
  })
  .map((world) => ({
    ...world,
    messages: Object.fromEntries(
      world.messages.map((events, message) => [
        `message-${message}`,
        events.map((event, index) => ({ ...event, id: `event-${message}-${index}` })),
      ]),
    ),
  }));

/** The body of a message with these events. */
export function bodyOf(events: readonly PlannedEvent[]): string {
  const values = events.map(({ id, generator, detailType, isJunk, bytes }) =>
    isJunk
      ? { junk: id }
      : anEventValue({ id, generator, detailType, detail: { filling: 'x'.repeat(bytes) } }),
  );
  return JSON.stringify(values.length === 1 ? values[0] : values);
}

/** An event and a source that it is to reach. */
export function pairOf({ event, sourceArn }: Pick<Delivery, 'event' | 'sourceArn'>): string {
  return `${event.id} ${sourceArn}`;
}

/** Every pair of an event and a source that wants it. */
export function pairsOf(events: readonly PlannedEvent[], mappings: readonly Mapping[]): string[] {
  return events.flatMap(({ id, generator, detailType, isJunk }) =>
    mappings
      .filter((one) => !isJunk && one.generator === generator && wants(one, detailType))
      .map(({ sourceArn }) => `${id} ${sourceArn}`),
  );
}

/** What EventBridge did: pairs that it took (once for each time), and pairs whose source it does not know. */
export interface Happened {
  readonly taken: string[];
  readonly sourceGone: string[];
}

/** Limits so narrow that a few small events fill a request, and one is too large. */
const narrowLimits = { maxEntries: 3, maxEntryBytes: 4_000, maxRequestBytes: 4_000 };

/** Fakes that behave as badly as the world says. */
export function unrulyServices(world: World) {
  const random = sequence(world.seed);
  const happened: Happened = { taken: [], sourceGone: [] };
  const mappings = fakeMappingTable(...world.mappings);
  mappings.failLookUpsOf(...world.darkGenerators);
  if (world.seed % 3 === 0) mappings.failNotes();
  const queue = () => fakeMessageQueue(() => random() < world.queueRefusalRate);
  const fakes = fakeServices({
    mappings,
    random,
    retryQueue: queue(),
    retryDeadLetters: queue(),
    eventDeadLetters: queue(),
    eventsQueue: queue(),
    settings: { ...narrowLimits, maxCallsInFlightPerRegion: 2 },
    script: async (call) => {
      fakes.clock.advance(Math.floor(random() * world.callMs));
      if (random() < 0.2) await registerAnew(call);
      return unrulyAnswer(call, random, happened);
    },
  });
  const registerAnew = async ({ deliveries: [delivery] }: PutCall) => {
    const mapping = mappings.all().find(({ sourceArn }) => sourceArn === delivery?.sourceArn);
    if (mapping === undefined || mapping.retirement !== undefined) return;
    mappings.put({ ...mapping, generation: `generation-${random()}` });
  };
  return { ...fakes, happened };
}

const sourceGoneCode = 'EventBusNotFound';
const wholeFailures = ['ThrottlingException', 'ValidationException', sourceGoneCode, 'Odd'];
const entryFailures = [
  sourceGoneCode,
  sourceGoneCode,
  'ThrottlingException',
  'MalformedDetail',
  'Odd',
];

function unrulyAnswer(
  { deliveries }: PutCall,
  random: () => number,
  { taken, sourceGone }: Happened,
): ReturnType<PutScript> {
  const pick = (codes: readonly string[]) => codes[Math.floor(random() * codes.length)]!;
  if (random() < 0.2) {
    const code = pick(wholeFailures);
    // A request of several is halved for it; alone, the entry itself is sourceGone.
    if (code === sourceGoneCode && deliveries.length === 1) sourceGone.push(pairOf(deliveries[0]!));
    return { kind: 'failed', failure: { code, message: '' } };
  }
  const length = random() < 0.1 ? deliveries.length - 1 : deliveries.length;
  const results = deliveries.slice(0, length).map((delivery) => {
    if (random() < 0.1) return {};
    if (random() < 0.3) {
      const code = pick(entryFailures);
      if (code === sourceGoneCode) sourceGone.push(pairOf(delivery));
      return { ErrorCode: code };
    }
    taken.push(pairOf(delivery));
    return { EventId: `taken-${taken.length}` };
  });
  return { kind: 'answered', results };
}

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
function sequence(seed: number): () => number {
  let state = seed % 2 ** 32;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
