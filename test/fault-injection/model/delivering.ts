import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import type {
  DeleteMessages,
  MappingTable,
  MessageQueue,
} from '../../../lambdas/ports/delivery.ts';
import { fanOutHandler, type FanOutServices } from '../../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { liveAmong } from '../../support/live-mappings.ts';
import { deployedCache } from '../deployed-settings.ts';
import { sinkPort } from './history-sink.ts';
import { eventDeadLetters } from './event-dead-letters.ts';
import { factsOf, type Invocation } from './invocation.ts';
import { judgeLookUp } from './invariants/look-ups.ts';
import { judgeEarlyDeletion } from './invariants/one-disposition.ts';
import { judgeDeadLetters, judgeRetries } from './invariants/retries.ts';
import { askedBy, type LookUp } from './mapping-history.ts';
import { lookUpKeys, noteCursor, type LookUpCall } from './look-up-keys.ts';
import { partsQueue } from './parts-queue.ts';
import { payloadsPort } from './payloads/payloads-port.ts';
import { deletePort, mappingPort, queuePort } from './ports.ts';
import { putPort } from './put-port.ts';
import type { Delivering } from './queue-handler.ts';
import { noticeUnheard } from './unheard.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import type { World } from './world.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';

const cacheSettings = deployedCache();

/** Starts an environment of the fan-out or the retry function; `idle` is its state until its first invocation. */
export function startDelivering(idle: Invocation, world: World): Delivering {
  const { of } = idle;
  const environment = world.start();
  const { sabotage = {} } = world.options;
  const delivering: Delivering = {
    environment,
    invocation: idle,
    handle: async (event, context) => await handle(event, context),
  };
  const services = deliveringServices(delivering, world);
  const plain = of === 'fan-out' ? fanOutHandler(services) : retryHandler(services);
  const wrap = of === 'fan-out' ? sabotage.fanOut : sabotage.retry;
  const handle = wrap?.(plain) ?? plain;
  return delivering;
}

/** What an environment of a function that delivers has around it. */
export function deliveringServices(at: Delivering, world: World): FanOutServices {
  const { of } = at.invocation;
  const { environment } = at;
  const { options, settings, surroundings, history } = world;
  const { sabotage = {} } = options;
  const { now } = environment;
  const table = sabotaged(sabotage.table, mappingPort(environment, world));
  const mappings = of === 'fan-out' ? cachedMappings(table, cacheSettings, now) : table;
  let draws = 0;
  return {
    mappings: sabotaged(sabotage.mappings, watchedMappings(mappings, at, world)),
    put: sabotaged(sabotage.put, putPort(at, world)),
    deleteMessages: earlyDeletion(of, at, world),
    retryQueue: sabotaged(sabotage.retryQueue, retryQueue(at, world)),
    retryDeadLetters: retryDeadLetters(at, world),
    eventDeadLetters: eventDeadLetters(at, world),
    eventsQueue: sabotaged(sabotage.eventsQueue, partsQueue(at, world)),
    settings,
    cloudEvents: standardSettings.cloudEvents,
    log: options.log ?? silentLog,
    now,
    sleep: surroundings.time.sleep,
    history: sabotaged(sabotage.history, sinkPort(at, world)),
    ...(history.setup.largeEvents !== 'no' && {
      payloads: sabotaged(sabotage.payloads, payloadsPort(at, world)),
    }),
    keptMembersOf: () => new Set(['of']),
    random: () => {
      draws += 1;
      return surroundings.chance(`${at.invocation.messages[0]?.id} jitter ${draws}`);
    },
    report: (counters) => {
      at.invocation.counters = sabotaged(sabotage.report, counters);
    },
  };
}

function sabotaged<T>(sabotage: ((sound: T) => T) | undefined, sound: T): T {
  return sabotage === undefined ? sound : sabotage(sound);
}

/** Keeps what a call has found of the look-ups that it may be part of. */
function learn(
  { generator, found, isAsked }: LookUp,
  options: LookUpCall,
  { lookUps, cursors }: Invocation,
): void {
  for (const key of lookUpKeys(generator, options, cursors)) {
    const others = (lookUps.get(key) ?? []).filter((one) => !isAsked(one.sourceArn));
    lookUps.set(key, [...others, ...found]);
  }
}

function watchedMappings(table: MappingTable, at: Delivering, world: World): MappingTable {
  return {
    ...table,
    async findLive(generator, options = {}) {
      const { of } = at.invocation;
      const found = await table.findLive(generator, options);
      const isAsked = askedBy(options, found);
      judgeLookUp({ generator, found, isAsked }, { of, isFresh: options.isFresh ?? false }, world);
      learn({ generator, found, isAsked }, options, at.invocation);
      noteCursor(generator, options, found.at(-1)?.sourceArn, at.invocation.cursors);
      // The last one may be read to see only that there are more.
      noteCursor(generator, options, found.at(-2)?.sourceArn, at.invocation.cursors);
      return found;
    },
    async countLive(generator, options = {}) {
      const counted = await table.countLive(generator, options);
      at.invocation.counted.add(generator);
      // Which of them they were is not said; a part with the same bounds has the same.
      const stretch = { ...options, ...(counted.through && { through: counted.through }) };
      const now = world.registry.history.at(generator, world.time.now(), options.retiredSince);
      const { atMost: _, ...bounds } = stretch;
      const found = liveAmong(now, generator, bounds);
      const call = { ...options, isCount: true };
      learn({ generator, found, isAsked: askedBy(bounds, []) }, call, at.invocation);
      noteCursor(generator, call, counted.through, at.invocation.cursors);
      return counted;
    },
    async retire(version, notification, time) {
      const result = await table.retire(version, notification, time);
      const { sourceArn, generation } = version;
      const { retired, absent } = at.invocation;
      if (result === 'absent') absent.add(`${sourceArn} ${generation}`);
      else if (result !== 'superseded') retired.add(`${sourceArn} ${generation}`);
      return result;
    },
  };
}

/** Takes a message off its queue while its invocation runs; the pump's receipt handle is its id. */
function earlyDeletion(of: Invocation['of'], at: Delivering, world: World): DeleteMessages {
  const { sabotage } = world.options;
  const queue = of === 'fan-out' ? world.eventsQueue : world.retryQueue;
  return deletePort(at.environment, world, (messageId) => {
    const batch = at.invocation.messages.map(({ id }) => id);
    for (const id of [messageId, ...(sabotage?.alsoDeleted?.(batch) ?? [])]) {
      at.invocation.deleted.add(id);
      queue.delete(id);
    }
    judgeEarlyDeletion(at.invocation, world);
  });
}

function retryQueue(at: Delivering, world: World): MessageQueue {
  const queue = noticingQueue(at, world, (onArrived) =>
    queuePort(at.environment, world, 'send retries', (message) => {
      onArrived(message);
      factsOf(at.invocation, world.entries.pairOf(message.body)).queued += 1;
      world.retryQueue.send({ ...message, lineage: at.invocation.lineage });
    }),
  );
  return watchedQueue(queue, at, { kind: 'retried', nameOf: world.entries.pairOf }, (messages) =>
    judgeRetries(messages, at, world),
  );
}

function retryDeadLetters(at: Delivering, world: World): MessageQueue {
  const queue = noticingQueue(at, world, (onArrived) =>
    queuePort(at.environment, world, 'send dead letters', (message) => {
      onArrived(message);
      const { body, attributes = {} } = message;
      factsOf(at.invocation, world.entries.pairOf(body)).dead += 1;
      world.retryDeadLetters.push({ body, attributes });
    }),
  );
  return watchedQueue(queue, at, { kind: 'dead', nameOf: world.entries.pairOf }, (messages) =>
    judgeDeadLetters(messages, at, world),
  );
}

/** A queue that records which messages it took, and which not, by the answers that the function got. */
function watchedQueue(
  queue: MessageQueue,
  at: Delivering,
  { kind, nameOf }: { kind: 'retried' | 'dead'; nameOf: (body: string) => string },
  judge: (messages: Parameters<MessageQueue['send']>[0]) => void = () => undefined,
): MessageQueue {
  return {
    async send(messages, time) {
      judge(messages);
      const sent = await queue.send(messages, time);
      for (const [index, { body }] of messages.entries()) {
        if (sent[index] === true) at.invocation.answered[kind] += 1;
        else at.invocation.unsent.add(nameOf(body));
      }
      return sent;
    },
  };
}

/** A message that a queue took although it answered that it did not may have a second disposition. */
function noticingQueue(
  at: Delivering,
  world: World,
  queueOf: Parameters<typeof noticeUnheard>[0],
): MessageQueue {
  return {
    async send(messages, time) {
      const { sent, unheard } = await noticeUnheard(queueOf, messages, time);
      for (const [index, { body }] of messages.entries()) {
        if (unheard[index] !== true) continue;
        factsOf(at.invocation, world.entries.pairOf(body)).unanswered += 1;
      }
      return sent;
    },
  };
}
