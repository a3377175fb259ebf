import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { Replay, ReplayState } from '../../lambdas/domain/history/replay.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { readRetryMessage } from '../../lambdas/domain/retry-message.ts';
import type { MessageQueue } from '../../lambdas/ports/delivery.ts';
import type { HistoryRecord } from '../../lambdas/ports/history.ts';
import type { MappingVersion } from '../../lambdas/ports/delivery.ts';
import { replayHandler } from '../../lambdas/replay/handler.ts';
import type { ReplayServices, ReplaySettings } from '../../lambdas/replay/services.ts';
import { replayWaker } from '../../lambdas/aws/wake-replay.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fakeServices } from './delivery-services.ts';
import { testNowMs } from './domain-builders.ts';
import { fakeHistory } from './fake-history.ts';
import { fakePayloads } from './fake-payloads.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { accept, answerEach, type PutScript } from './fake-put-partner-events.ts';
import { fakeReplayTable, fakeReplayTurns } from './fake-replay-table.ts';
import { servicesOfProcess, type Interfere } from './interfered-services.ts';
import { anSqsEvent } from './sqs-builders.ts';

const visibilityMs = 6 * 60_000;
const minuteMs = 60_000;
const invocationMs = 60_000;

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
  /** How long a call of EventBridge takes; a step has a minute. */
  readonly callMs?: number;
  /** Whether large events are relayed by reference. */
  readonly hasPayloads?: boolean;
}

/**
 * The replay function with everything around it in memory: its queue, which delays messages and gives
 * those again that were not deleted, and the recorder, which runs each minute.
 */
export function replayWorld(given: ReplayWorldSettings = {}) {
  const { regions = ['us-east-1'] } = given;
  const time = recordedTime(regions, given.chunksAtOnce ?? 3);
  const queue = delayingQueue(time.now);
  const { fakes, seen, services } = worldServices(given, time, queue);
  const next = giveOut(queue, time, services);
  return {
    ...fakes,
    ...time,
    ...seen,
    services,
    next,
    replays: services.replays,
    turns: services.turns,
    waiting: queue.waiting,
    /** Records rows in a Region; a run of the recorder follows. */
    async record(records: readonly HistoryRecord[], region = regions[0] ?? '') {
      await time.history.get(region)?.record(records);
      time.pass(minuteMs);
    },
    /** Creates a replay and wakes the function. */
    async start(replay: Replay) {
      await services.replays.create(replay);
      await services.wake({ tenant: replay.source.tenant, id: replay.id });
    },
    /** Gives out messages until none is left, or as many as this; returns how many it were. */
    async run(most = 500) {
      let steps = 0;
      while (steps < most && (await next())) steps += 1;
      return steps;
    },
    replay: (one: Replay) => services.replays.find(one.source.tenant, one.id),
    /** Every entry that was put, in order. */
    put: () => fakes.calls.flatMap(({ deliveries }) => deliveries),
    retried: () => deliveriesOn(fakes.retryQueue.messages),
  };
}

function worldServices(
  { script = answerEach(accept), callMs = 0, ...given }: ReplayWorldSettings,
  { now, pass, history }: ReturnType<typeof recordedTime>,
  queue: MessageQueue,
) {
  const fakes = fakeServices({
    script(call) {
      pass(callMs);
      return script(call);
    },
    mappings: fakeMappingTable(...(given.mappings ?? [])),
    ...(given.hasPayloads === true && {
      payloads: () => fakePayloads({ time: { now, sleep: async () => {} } }),
    }),
    settings: { maxCallsInFlightPerRegion: given.maxCalls ?? 2 },
  });
  const seen = whatWasReported();
  const services = {
    ...fakes.services,
    ...seen.reports,
    now,
    // What it sends is recorded where it reads.
    history: [...history.values()][0],
    replays: fakeReplayTable(),
    turns: fakeReplayTurns(),
    wake: replayWaker(queue),
    readers: history,
    eventsWaiting: async () => given.eventsWaiting?.() ?? 0,
    replaySettings: {
      ...standardSettings.replay,
      settleSeconds: standardSettings.reconcile.settleSeconds,
      ...given.settings,
    },
  } satisfies ReplayServices;
  return { fakes, seen, services };
}

/** The deliveries that wait on a retry queue. */
function deliveriesOn(messages: readonly { readonly body: string }[]): readonly Delivery[] {
  return messages.flatMap(({ body }) => {
    const read = readRetryMessage(body);
    return read.kind === 'delivery' ? [read.delivery] : [];
  });
}

/** Time, and the histories of Regions whose recorder runs each minute of it. */
function recordedTime(regions: readonly string[], pageSize: number) {
  let nowMs = testNowMs;
  let lastRunMs = nowMs;
  const now = () => nowMs;
  const history = new Map(
    regions.map((region) => [region, fakeHistory({ now, isRecordedAtOnce: false, pageSize })]),
  );
  const passTo = (timeMs: number) => {
    while (lastRunMs + minuteMs <= timeMs) {
      lastRunMs += minuteMs;
      nowMs = lastRunMs;
      for (const one of history.values()) one.run();
    }
    nowMs = Math.max(nowMs, timeMs);
  };
  return { history, now, passTo, pass: (milliseconds: number) => passTo(nowMs + milliseconds) };
}

interface WaitingMessage {
  readonly body: string;
  readonly visibleAtMs: number;
}

interface DelayingQueue extends MessageQueue {
  readonly waiting: WaitingMessage[];
}

function delayingQueue(now: () => number): DelayingQueue {
  const waiting: WaitingMessage[] = [];
  return {
    waiting,
    async send(messages) {
      for (const { body, delaySeconds = 0 } of messages)
        waiting.push({ body, visibleAtMs: now() + delaySeconds * 1000 });
      return messages.map(() => true);
    },
  };
}

function whatWasReported() {
  const ended: ReplayState[] = [];
  const missedSent: (MappingVersion & { readonly from: string; readonly until: string })[] = [];
  let entries = 0;
  const reports: Pick<ReplayServices, 'missedSent' | 'reportEntries' | 'reportEnded'> = {
    missedSent: async (version, time) => {
      missedSent.push({ ...version, ...time });
    },
    reportEntries: (count) => {
      entries += count;
    },
    reportEnded: (state) => {
      ended.push(state);
    },
  };
  return { reports, ended, missedSent, replayedEntries: () => entries };
}

const never = new Promise<void>(() => {});

/**
 * What gives the next message of a queue to a process, when its time has come, and returns whether there
 * was one. What the process does not answer for, and what is doubled, comes again.
 */
function giveOut(
  { waiting }: DelayingQueue,
  { now, passTo }: Pick<ReturnType<typeof recordedTime>, 'now' | 'passTo'>,
  services: ReplayServices,
) {
  return async (interfere?: Interfere, isDoubled = false): Promise<boolean> => {
    waiting.sort((one, other) => one.visibleAtMs - other.visibleAtMs);
    const message = waiting.shift();
    if (message === undefined) return false;
    passTo(message.visibleAtMs);
    const endMs = now() + invocationMs;
    const process = interfere ? servicesOfProcess(services, interfere) : { services, died: never };
    const answer = await Promise.race([
      replayHandler(process.services)(anSqsEvent({ m: message.body }), {
        getRemainingTimeInMillis: () => endMs - now(),
      }),
      process.died.then(() => undefined),
    ]);
    const isDone = answer?.batchItemFailures.length === 0;
    if (!isDone || isDoubled) waiting.push({ ...message, visibleAtMs: now() + visibilityMs });
    return true;
  };
}
