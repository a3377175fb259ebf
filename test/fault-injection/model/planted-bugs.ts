import type {
  MessageQueue,
  MappingTable,
  OutgoingMessage,
} from '../../../lambdas/ports/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { History } from './history.ts';
import { lateRetirement, longOutage, vanished } from './planted-histories.ts';
import type { Invariant } from './violations.ts';
import type { Sabotage } from './world.ts';

/** A fault that somebody might build into the functions, and the invariants that it breaks, one of them at least. */
export interface PlantedBug {
  readonly name: string;
  readonly sabotage: Sabotage;
  readonly breaks: readonly Invariant[];
  /** A history in which it shows, for one that needs much to come together. */
  readonly example?: History;
  /** Of random histories in which it shows early: mostly in the first. */
  readonly seed?: number;
}

const mapQueue =
  (map: (message: OutgoingMessage) => OutgoingMessage) =>
  (queue: MessageQueue): MessageQueue => ({
    send: (messages, time) => queue.send(messages.map(map), time),
  });

/** The same queue, to which some messages only seem to be sent. */
const pretending =
  (isPretended: (message: OutgoingMessage) => boolean) =>
  (queue: MessageQueue): MessageQueue => ({
    async send(messages, time) {
      const real = messages.filter((message) => !isPretended(message));
      const answers = real.length === 0 ? [] : await queue.send(real, time);
      const sent = new Map(real.map((message, index) => [message, answers[index]]));
      return messages.map((message) => sent.get(message) ?? true);
    },
  });

/** A message of the events queue with another attribute `part`. */
function changePart(
  message: OutgoingMessage,
  change: (part: Record<string, unknown>) => Record<string, unknown>,
): OutgoingMessage {
  const part = JSON.stringify(change(JSON.parse(message.attributes?.['part'] ?? '{}')));
  return { ...message, attributes: { ...message.attributes, part } };
}

function withoutDetailTypes(mapping: Mapping): Mapping {
  const { detailTypes: _, ...rest } = mapping;
  return rest;
}

/** The planted bugs; each must be found. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'a throttled entry is dropped',
    seed: 6,
    breaks: ['nothing is lost'],
    sabotage: {
      retryQueue: pretending(({ body }) => body.includes('"code":"ThrottlingException"')),
    },
  },
  {
    name: 'a message is acknowledged before the disposition of its entries is durable',
    seed: 3,
    breaks: ['nothing is lost'],
    sabotage: {
      retryQueue: (queue) => ({
        async send(messages, time) {
          void queue.send(messages, time);
          return messages.map(() => true);
        },
      }),
    },
  },
  {
    name: 'a message is deleted early together with its neighbours',
    seed: 3,
    breaks: ['nothing is lost'],
    sabotage: { alsoDeleted: (batch) => batch },
  },
  {
    name: 'a message that SQS refused counts as sent',
    seed: 5,
    breaks: ['nothing is lost'],
    sabotage: {
      retryQueue: (queue) => ({
        async send(messages, time) {
          await queue.send(messages, time);
          return messages.map(() => true);
        },
      }),
    },
  },
  {
    name: 'a missing result counts as success',
    seed: 16,
    breaks: ['nothing is lost'],
    sabotage: {
      put: (put) => async (region, deliveries, timeoutMs) => {
        const answer = await put(region, deliveries, timeoutMs);
        if (answer.kind !== 'answered') return answer;
        const results = deliveries.map((_, index) => answer.results[index] ?? { EventId: 'lost' });
        return { kind: 'answered', results };
      },
    },
  },
  {
    name: 'a mapping is retired regardless of its generation',
    breaks: ['the newest registration wins'],
    example: lateRetirement,
    sabotage: {
      table: (table) => ({
        ...table,
        async retire(version, notification, time) {
          const result = await table.retire(version, notification, time);
          if (result !== 'superseded') return result;
          const mappings = await table.findLive(version.generator, time);
          const current = mappings.find(({ sourceArn }) => sourceArn === version.sourceArn);
          return current === undefined ? result : await table.retire(current, notification, time);
        },
      }),
    },
  },
  {
    name: 'a request that is refused for an unknown source counts for each of its sources',
    seed: 5,
    breaks: ['nothing is lost', 'the newest registration wins'],
    sabotage: {
      put: (put) => async (region, deliveries, timeoutMs) => {
        const answer = await put(region, deliveries, timeoutMs);
        if (answer.kind === 'answered' || answer.failure.code !== 'EventBusNotFound') return answer;
        const results = deliveries.map(() => ({ ErrorCode: 'EventBusNotFound' }));
        return { kind: 'answered', results };
      },
    },
  },
  {
    name: 'a source that EventBridge does not know is left in the table',
    breaks: ['what was missed can be had'],
    example: vanished,
    sabotage: { mappings: (table) => ({ ...table, retire: async () => 'retired' as const }) },
  },
  {
    name: 'a throttled entry sends its neighbours again',
    seed: 296,
    breaks: ['one disposition for each copy', 'duplicates only from ambiguity'],
    sabotage: {
      put: (put) => async (region, deliveries, timeoutMs) => {
        const answer = await put(region, deliveries, timeoutMs);
        if (answer.kind !== 'answered') return answer;
        const failed = answer.results.find(({ ErrorCode: code }) => code === 'ThrottlingException');
        if (failed === undefined) return answer;
        return { kind: 'answered', results: answer.results.map(() => failed) };
      },
    },
  },
  {
    name: 'a retry forgets when its first attempt was',
    seed: 3,
    breaks: ['retries are bounded'],
    sabotage: {
      retryQueue: mapQueue(({ body, ...rest }) => ({
        ...rest,
        body: body.replace(/"firstAttemptAt":"\d{4}/, '"firstAttemptAt":"2099'),
      })),
    },
  },
  {
    name: 'an event reaches the tenants whose generators begin alike',
    seed: 1,
    breaks: ['nobody else’s'],
    sabotage: {
      mappings: (table) => ({
        ...table,
        findLive: async (generator, options) => [
          ...(await table.findLive(generator, options)),
          ...(generator === 'a/1' ? await table.findLive('a/1-2', options) : []),
        ],
      }),
    },
  },
  {
    name: 'an unreadable message swallows its batch',
    seed: 2,
    breaks: ['nothing is lost'],
    sabotage: {
      fanOut: (handle) => async (event, context) => {
        const isUnreadable = event.Records.some(({ body }) => body.includes('"junk"'));
        return isUnreadable ? { batchItemFailures: [] } : await handle(event, context);
      },
    },
  },
  {
    name: 'an unreadable message fails its batch',
    seed: 3,
    breaks: ['one bad thing never stops the others'],
    sabotage: {
      fanOut: (handle) => async (event, context) => {
        if (event.Records.some(({ body }) => body.includes('"junk"'))) throw new Error('no event');
        return await handle(event, context);
      },
    },
  },
  {
    name: 'what a customer does not want is still sent',
    seed: 41,
    breaks: ['nobody else’s', 'one disposition for each copy'],
    sabotage: {
      mappings: (table) => ({
        ...table,
        async findLive(generator, options) {
          const mappings = await table.findLive(generator, options);
          return mappings.map(withoutDetailTypes);
        },
      }),
    },
  },
  {
    name: 'each retry gives an event a new time',
    seed: 3,
    breaks: ['nobody else’s'],
    sabotage: {
      retryQueue: mapQueue(({ body, ...rest }) => ({
        ...rest,
        body: body.replace(/"time":"[^"]*"/, '"time":"2026-11-22T00:00:00Z"'),
      })),
    },
  },
  {
    name: 'the retry function is left on Terminate',
    breaks: ['nothing is lost'],
    example: longOutage,
    sabotage: { recursiveLoop: 'Terminate' },
  },
  {
    name: 'a part is for every source of its generators',
    seed: 4,
    breaks: ['one disposition for each copy', 'nobody else’s', 'the queues become empty'],
    sabotage: {
      eventsQueue: mapQueue((message) => changePart(message, ({ queuedAtMs }) => ({ queuedAtMs }))),
    },
  },
  {
    name: 'a part forgets when its message came',
    seed: 3,
    breaks: ['retries are bounded'],
    sabotage: {
      eventsQueue: mapQueue((message) =>
        changePart(message, (part) => ({ ...part, queuedAtMs: Number(part['queuedAtMs']) + 1 })),
      ),
    },
  },
  {
    name: 'a part that is not on the queue counts as sent',
    seed: 3,
    breaks: ['nothing is lost'],
    sabotage: { eventsQueue: pretending(() => true) },
  },
  {
    name: 'an invocation takes the time of the next one',
    seed: 141,
    breaks: ['an invocation ends in its time'],
    sabotage: {
      fanOut:
        (handle) =>
        async (event, { getRemainingTimeInMillis: remaining }) =>
          await handle(event, { getRemainingTimeInMillis: () => remaining() + 60_000 }),
    },
  },
  {
    name: 'an accepted entry is not counted',
    breaks: ['what happens is counted'],
    sabotage: {
      report: (counters) => ({ ...counters, accepted: Math.max(0, counters.accepted - 1) }),
    },
  },
  {
    name: 'an entry is counted that is none',
    breaks: ['what happens is counted'],
    sabotage: { report: (counters) => ({ ...counters, entries: counters.entries + 1 }) },
  },
  {
    name: 'a delay goes beyond the end of the event',
    seed: 1,
    breaks: ['retries are bounded'],
    sabotage: { retryQueue: mapQueue((message) => ({ ...message, delaySeconds: 900 })) },
  },
  {
    name: 'a mapping once found is never looked up again',
    seed: 2,
    breaks: ['look-ups find the current mappings'],
    sabotage: {
      table: (table) => {
        const found = new Map<string, ReturnType<MappingTable['findLive']>>();
        return {
          ...table,
          async findLive(generator, options) {
            const known = found.get(generator) ?? table.findLive(generator, options);
            found.set(generator, known);
            known.catch(() => found.delete(generator));
            return await known;
          },
        };
      },
    },
  },
];
