import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { Replay, ReplayState } from '../../lambdas/domain/history/replay.ts';
import { readRetryMessage } from '../../lambdas/domain/retry-message.ts';
import type { HistoryRecord } from '../../lambdas/ports/history.ts';
import { replayHandler } from '../../lambdas/replay/handler.ts';
import type { ReplayServices, ReplaySettings } from '../../lambdas/replay/services.ts';
import { replayWaker } from '../../lambdas/aws/wake-replay.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fakeServices } from './delivery-services.ts';
import { testNowMs } from './domain-builders.ts';
import { fakeHistory } from './fake-history.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { accept, answerEach, type PutScript } from './fake-put-partner-events.ts';
import { fakeReplayTable, fakeReplayTurns } from './fake-replay-table.ts';
import { anSqsEvent } from './sqs-builders.ts';

const visibilityMs = 6 * 60_000;
const minuteMs = 60_000;
const stepMs = 60_000;

/** A message on the replay queue of a test. */
export interface WaitingMessage {
  readonly body: string;
  readonly visibleAtMs: number;
}

/** Changes what a call of one process does: fails it, loses its answer, or lets the process die. */
export type Interfere = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** What a world of replays begins with. */
export interface ReplayWorldSettings {
  readonly mappings?: readonly Mapping[];
  readonly regions?: readonly string[];
  readonly settings?: Partial<ReplaySettings>;
  readonly script?: PutScript;
  readonly eventsWaiting?: () => number;
  readonly maxCalls?: number;
  /** The most chunks of a page of the history. */
  readonly chunksAtOnce?: number;
}

/**
 * The replay function with everything around it in memory: its queue, which delays messages and gives
 * those again that were not deleted, and the recorder, which runs each minute.
 */
export function replayWorld({
  mappings = [],
  regions = ['us-east-1'],
  settings = {},
  script = answerEach(accept),
  eventsWaiting = () => 0,
  maxCalls = 2,
  chunksAtOnce = 3,
}: ReplayWorldSettings = {}) {
  let nowMs = testNowMs;
  let lastRunMs = nowMs;
  const now = () => nowMs;
  const history = new Map(
    regions.map((region) => [
      region,
      fakeHistory({ now, isRecordedAtOnce: false, pageSize: chunksAtOnce }),
    ]),
  );
  const table = fakeMappingTable(...mappings);
  const fakes = fakeServices({
    script,
    mappings: table,
    settings: { maxCallsInFlightPerRegion: maxCalls },
  });
  const replays = fakeReplayTable();
  const turns = fakeReplayTurns();
  const waiting: WaitingMessage[] = [];
  const ended: ReplayState[] = [];
  const missedSent: unknown[] = [];
  let replayedEntries = 0;

  const passTo = (timeMs: number) => {
    while (lastRunMs + minuteMs <= timeMs) {
      lastRunMs += minuteMs;
      nowMs = lastRunMs;
      for (const one of history.values()) one.run();
    }
    nowMs = Math.max(nowMs, timeMs);
  };
  const wake = replayWaker({
    async send(messages) {
      for (const { body, delaySeconds = 0 } of messages)
        waiting.push({ body, visibleAtMs: nowMs + delaySeconds * 1000 });
      return messages.map(() => true);
    },
  });
  const services: ReplayServices = {
    ...fakes.services,
    now,
    replays,
    turns,
    wake,
    missedSent: async (version, time) => void missedSent.push({ ...version, ...time }),
    readers: history,
    eventsWaiting: async () => eventsWaiting(),
    replaySettings: { ...standardSettings.replay, ...settings },
    reportEntries: (entries) => {
      replayedEntries += entries;
    },
    reportEnded: (state) => ended.push(state),
  };

  /** Gives the next message to a process. Returns whether there was one. */
  async function next(interfere?: Interfere, isDoubled = false): Promise<boolean> {
    waiting.sort((one, other) => one.visibleAtMs - other.visibleAtMs);
    const message = waiting.shift();
    if (message === undefined) return false;
    passTo(message.visibleAtMs);
    const endMs = nowMs + stepMs;
    const process = interfere ? aProcess(services, interfere) : { services, died: never };
    const invocation = { getRemainingTimeInMillis: () => endMs - now() };
    const event = anSqsEvent({ m: message.body });
    const answer = await Promise.race([
      replayHandler(process.services)(event, invocation),
      process.died.then(() => undefined),
    ]);
    const isDone = answer?.batchItemFailures.length === 0;
    if (!isDone || isDoubled) waiting.push({ ...message, visibleAtMs: nowMs + visibilityMs });
    return true;
  }

  return {
    ...fakes,
    services,
    history,
    table,
    replays,
    turns,
    waiting,
    ended,
    missedSent,
    now,
    next,
    replayedEntries: () => replayedEntries,
    pass: (milliseconds: number) => passTo(nowMs + milliseconds),
    /** Records rows in a Region; a run of the recorder follows. */
    async record(records: readonly HistoryRecord[], region = regions[0] ?? '') {
      await history.get(region)?.record(records);
      passTo(nowMs + minuteMs);
    },
    /** Creates a replay and wakes the function. */
    async start(replay: Replay) {
      await replays.create(replay);
      await wake({ tenant: replay.source.tenant, id: replay.id });
    },
    /** Gives out messages until none is left, or as many as this. */
    async run(most = 500) {
      let steps = 0;
      while (steps < most && (await next())) steps += 1;
      return steps;
    },
    replay: async (one: Replay) => await replays.find(one.source.tenant, one.id),
    /** Every entry that was put, in order. */
    put: () => fakes.calls.flatMap(({ deliveries }) => deliveries),
    /** The deliveries that wait on the retry queue. */
    retried: (): readonly Delivery[] =>
      fakes.retryQueue.messages.flatMap(({ body }) => {
        const read = readRetryMessage(body);
        return read.kind === 'delivery' ? [read.delivery] : [];
      }),
  };
}

const never = new Promise<void>(() => {});

/** Thrown by an {@link Interfere} to let its process die. */
export class Death extends Error {}

/** The services as one process has them: once it has died, nothing that it had begun goes on. */
function aProcess(services: ReplayServices, interfere: Interfere) {
  let die = () => {};
  let isDead = false;
  const died = new Promise<void>((resolve) => {
    die = () => {
      isDead = true;
      resolve();
    };
  });
  const call = async <T>(name: string, perform: () => Promise<T>): Promise<T> => {
    if (isDead) return await hang();
    try {
      const answer = await interfere(name, perform);
      return isDead ? await hang() : answer;
    } catch (error) {
      if (error instanceof Death) die();
      if (isDead) return await hang();
      throw error;
    }
  };
  return { services: interferedServices(services, call), died };
}

async function hang<T>(): Promise<T> {
  return await new Promise<T>(() => {});
}

function interferedServices(services: ReplayServices, call: Interfere): ReplayServices {
  const { replays, turns, readers, mappings, retryQueue } = services;
  return {
    ...services,
    replays: {
      find: (...given) => call('find', () => replays.find(...given)),
      save: (...given) => call('save', () => replays.save(...given)),
    },
    turns: {
      ask: (...given) => call('ask', () => turns.ask(...given)),
      giveBack: (...given) => call('giveBack', () => turns.giveBack(...given)),
    },
    wake: (...given) => call('wake', () => services.wake(...given)),
    missedSent: (...given) => call('missedSent', () => services.missedSent(...given)),
    eventsWaiting: () => call('eventsWaiting', () => services.eventsWaiting()),
    mappings: {
      ...mappings,
      findLive: (...given) => call('findLive', () => mappings.findLive(...given)),
    },
    put: (...given) => call('put', () => services.put(...given)),
    retryQueue: { send: (...given) => call('retryQueue', () => retryQueue.send(...given)) },
    readers: new Map(
      Array.from(readers, ([region, reader]) => [
        region,
        {
          ...reader,
          page: (...given) => call('page', () => reader.page(...given)),
          body: (...given) => call('body', () => reader.body(...given)),
          recordingState: () => call('recordingState', () => reader.recordingState()),
        },
      ]),
    ),
  };
}
