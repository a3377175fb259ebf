import { readMessage } from '../../../../lambdas/domain/read-message.ts';
import { maxMessageBytes, attributeBytes } from '../../../../lambdas/domain/dead-letter.ts';
import type { DomainEvent } from '../../../../lambdas/domain/domain-event.ts';
import { readRetryMessage } from '../../../../lambdas/domain/retry-message.ts';
import type { MessageQueue, OutgoingMessage } from '../../../../lambdas/ports/delivery.ts';
import { fanOutHandler } from '../../../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../../../lambdas/retry/handler.ts';
import {
  newBatchCounters,
  type BatchCounters,
} from '../../../../lambdas/delivery/batch-counters.ts';
import { aMapping, testNowMs } from '../../../support/domain-builders.ts';
import { testSettings } from '../../../support/delivery-services.ts';
import { fakeMappingTable } from '../../../support/fake-mapping-table.ts';
import { recordOf } from '../../../../tools/simulators/queue/sqs-record.ts';
import { silentLog } from '../../../../tools/simulators/silent-log.ts';
import { standardSettings } from '../../../../lambdas/settings/standard-settings.ts';

/** What became of one batch of bodies: how many things of each disposition, and what is wrong. */
export interface Relayed {
  readonly events: number;
  readonly invalid: number;
  readonly accepted: number;
  readonly deadLetters: number;
  /** What the invariants do not allow; nothing when all is well. */
  readonly problems: readonly string[];
}

// One message must not fill the dead-letter queue, nor its function's time.
const maxDeadLettersOfMessage = 100;

/** Gives bodies to the fan-out function and to the retry function, one batch each, with all services well. */
export function bodyRelay() {
  const fakes = gatheringFakes();
  const services = relayServices(fakes);
  const fanOut = fanOutHandler({ ...services, cloudEvents: standardSettings.cloudEvents });
  const retry = retryHandler(services);
  const names = globalNames();

  return async (bodies: readonly string[]): Promise<Relayed> => {
    fakes.eventLetters.length = 0;
    fakes.entryLetters.length = 0;
    const event = {
      Records: bodies.map((body, index) =>
        recordOf({ id: String(index), body, sentAtMs: testNowMs }),
      ),
    };
    const read = bodies.flatMap((body) => readMessage(body, testNowMs));
    const fannedOut = await fanOut(event, context);
    const { counters } = fakes;
    const problems = [
      ...judgeReading(read, counters),
      ...judgeFanOut(bodies, fannedOut.batchItemFailures.length, fakes),
    ];
    const deadLetters = fakes.eventLetters.length + fakes.entryLetters.length;

    fakes.entryLetters.length = 0;
    const retried = await retry(event, context);
    problems.push(...judgeRetry(bodies, retried.batchItemFailures.length, fakes));
    if (globalNames() !== names || 'polluted' in {}) problems.push('a prototype was touched');
    return {
      events: counters.events,
      invalid: read.filter(({ kind }) => kind === 'invalid').length,
      accepted: counters.accepted,
      deadLetters,
      problems,
    };
  };
}

const context = { getRemainingTimeInMillis: () => 60_000 };

/** What the functions wrote, and what the last one counted. */
interface Gathered {
  readonly eventLetters: OutgoingMessage[];
  readonly entryLetters: OutgoingMessage[];
  readonly parts: OutgoingMessage[];
  counters: BatchCounters;
}

function gatheringFakes(): Gathered {
  return { eventLetters: [], entryLetters: [], parts: [], counters: newBatchCounters() };
}

function judgeFanOut(
  bodies: readonly string[],
  returned: number,
  { eventLetters, entryLetters, parts }: Gathered,
): readonly string[] {
  const problems = [...eventLetters, ...entryLetters].flatMap(judgeLetter);
  if (returned > 0) problems.push('a message came back from the fan-out function');
  if (eventLetters.length > bodies.length * maxDeadLettersOfMessage) {
    problems.push(`${bodies.length} messages made ${eventLetters.length} dead letters`);
  }
  if (parts.length > 0) problems.push('a message was divided');
  return problems;
}

function judgeRetry(
  bodies: readonly string[],
  returned: number,
  { entryLetters, counters }: Gathered,
): readonly string[] {
  const problems = entryLetters.flatMap(judgeLetter);
  if (returned > 0) problems.push('a message came back from the retry function');
  const unreadable = bodies.filter((body) => readRetryMessage(body).kind === 'invalid').length;
  const { invalidRetryMessage } = counters.deadLettered;
  if (invalidRetryMessage !== unreadable || entryLetters.length < unreadable) {
    problems.push(`${entryLetters.length} dead letters of ${unreadable} unreadable retry messages`);
  }
  return problems;
}

function gathering(letters: OutgoingMessage[]): MessageQueue {
  return {
    async send(messages) {
      for (const message of messages) letters.push(message);
      return messages.map(() => true);
    },
  };
}

function relayServices(gathered: Gathered) {
  const into = gathered;
  const generators = ['octo-org/hooks', 'Codertocat/Hello-World', 'octo-org/octo-repo'];
  const mappings = fakeMappingTable(...generators.map((generator) => aMapping({ generator })));
  return {
    // Look-ups of the fake are remembered, and there are many here.
    mappings: {
      ...mappings,
      async findLive(generator: string, options = {}) {
        mappings.lookUps.length = 0;
        mappings.notes.length = 0;
        return await mappings.findLive(generator, options);
      },
    },
    put: async (_: string, deliveries: readonly unknown[]) => ({
      kind: 'answered' as const,
      results: deliveries.map(() => ({ EventId: 'taken' })),
    }),
    deleteMessages: async () => undefined,
    retryQueue: gathering([]),
    retryDeadLetters: gathering(into.entryLetters),
    eventDeadLetters: gathering(into.eventLetters),
    eventsQueue: gathering(into.parts),
    settings: testSettings,
    log: silentLog,
    now: () => testNowMs,
    sleep: async () => undefined,
    random: () => 0.5,
    report(counters: BatchCounters) {
      into.counters = counters;
    },
  };
}

/** Everything that was read has its disposition: each event is counted, each other thing has a reason. */
function judgeReading(
  read: ReturnType<typeof readMessage>,
  counters: BatchCounters,
): readonly string[] {
  const events = read.filter(({ kind }) => kind === 'event').length;
  const problems: string[] = [];
  for (const one of read) {
    if (one.kind === 'invalid' && one.reason === '') problems.push('no reason was given');
    if (one.kind === 'event' && !isDetailOf(one.event, one.text)) problems.push('another detail');
  }
  if (counters.events !== events)
    problems.push(`${events} events were read, ${counters.events} counted`);
  const { accepted, retried, dropped, deadLettered } = counters;
  if (retried > 0) problems.push(`${retried} entries are to be tried again`);
  // Each event is of one mapping or of none.
  const dispositions = accepted + dropped.noMapping + deadLettered.entryTooLarge;
  if (dispositions !== events) problems.push(`${events} events have ${dispositions} dispositions`);
  return problems;
}

/** Whether an event's detail is a part of the event's text, and what a parse of the whole makes of it. */
function isDetailOf({ detailJson }: DomainEvent, text: string): boolean {
  const { detail = {} }: { detail?: object } = JSON.parse(text);
  const isSame = JSON.stringify(JSON.parse(detailJson)) === JSON.stringify(detail);
  // White space goes where it is too much for an entry; an event by reference may have no detail.
  const isKept = text.includes(detailJson) || text.length > 200_000 || detailJson === '{}';
  return isSame && isKept;
}

function judgeLetter({ body, attributes = {} }: OutgoingMessage): readonly string[] {
  const bytes = Object.entries(attributes).reduce(
    (total, [name, value]) => total + attributeBytes(name, value),
    Buffer.byteLength(body),
  );
  const hasRoom = maxMessageBytes - Buffer.byteLength(body) > 1_024;
  return [
    ...(bytes > maxMessageBytes ? [`a dead letter of ${bytes} bytes`] : []),
    ...(hasRoom && !attributes['reason'] ? ['a dead letter without a reason'] : []),
  ];
}

function globalNames(): string {
  const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
  return prototypes.map((one) => Reflect.ownKeys(one).map(String).join()).join(';');
}
