import { positionAt } from '../../../lambdas/domain/history/reach.ts';
import { newReplay, replaySource } from '../../../lambdas/domain/history/new-replay.ts';
import { summarize } from '../../../lambdas/domain/history/chunk.ts';
import type { HistoryRow } from '../../../lambdas/domain/history/row.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import type { HistoryChunk, HistoryReader } from '../../../lambdas/ports/history.ts';
import { replayHandler } from '../../../lambdas/replay/handler.ts';
import { replayWaker } from '../../../lambdas/aws/wake-replay.ts';
import { replayDeployment } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { mapEventSource } from '../../../tools/simulators/queue/event-source-mapping.ts';
import type { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import { activeMapping } from '../../../tools/simulators/active-mapping.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { constantTable } from '../../support/live-mappings.ts';
import { fakeReplayTable, fakeReplayTurns } from '../../support/fake-replay-table.ts';
import { deployedSettings } from '../deployed-settings.ts';
import { failingRegion } from '../outage/scenario.ts';
import { account, eventOf } from '../outage/traffic.ts';

/** Replays that run beside the live events. */
export interface ReplaysBeside {
  readonly clock: VirtualClock;
  readonly queue: SimulatedQueue;
  readonly put: PutPartnerEvents;
  /** How many messages wait on the events queue. */
  readonly eventsWaiting: () => number;
  /** Events in the history of each replay. */
  readonly events: number;
  /** When they are stopped, milliseconds of the clock. */
  readonly untilMs: number;
}

const chunkRows = 1_000;
/** As many as may work at once: each has an invocation. */
const replays = replayDeployment.maximumConcurrency;

/** Lets the deployed replay function send ranges of so many events; returns how many it has sent. */
export async function replayBeside(beside: ReplaysBeside): Promise<() => number> {
  const { clock, queue, untilMs } = beside;
  const { services, table, sent } = servicesOf(beside);
  const handle = replayHandler(services);
  const timeoutMs = replayDeployment.timeoutSeconds * 1000;
  mapEventSource(clock, queue, { ...replayDeployment, functionName: 'replay' }, async (batch) => {
    const endMs = clock.now() + timeoutMs;
    const invocation = { getRemainingTimeInMillis: () => endMs - clock.now() };
    const answer = await handle({ Records: batch.map((one) => recordOf(one)) }, invocation);
    const kept = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    return new Set(clock.now() < untilMs ? kept : []);
  });
  for (const mapping of mappings) {
    const time = { fromMs: 0, toMs: chunkTime(beside.events / chunkRows) };
    const request = { ...time, source: replaySource(mapping), outcomes: ['accepted'] as const };
    const start = { id: `0-${mapping.tenant}`, kind: 'replay', startedBy: '', nowMs: 0 } as const;
    const replay = newReplay(request, start);
    await table.create(replay);
    await services.wake({ tenant: mapping.tenant, id: replay.id });
  }
  return sent;
}

const mappings = Array.from({ length: replays }, (_, index) =>
  activeMapping({ generator: `replaying-${index}/events`, account, region: failingRegion }),
);

const mappingTable = constantTable(mappings);

const { replay, reconcile } = standardSettings;
const replaySettings = { ...replay, settleSeconds: reconcile.settleSeconds };

function servicesOf({ clock, queue, put, events, untilMs, eventsWaiting }: ReplaysBeside) {
  let sent = 0;
  const table = fakeReplayTable();
  const isOver = () => clock.now() >= untilMs;
  const { callsInFlightPerRegion: maxCallsInFlightPerRegion } = replayDeployment;
  const services: Parameters<typeof replayHandler>[0] & {
    readonly wake: ReturnType<typeof replayWaker>;
  } = {
    mappings: mappingTable,
    async put(region, deliveries, timeoutMs) {
      sent += deliveries.length;
      return await put(region, deliveries, timeoutMs);
    },
    deleteMessages: async () => undefined,
    retryQueue: nothingTakes,
    retryDeadLetters: nothingTakes,
    settings: { ...deployedSettings('retry'), maxCallsInFlightPerRegion },
    log: silentLog,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0,
    report: () => undefined,
    replays: table,
    turns: fakeReplayTurns(),
    wake: replayWaker({
      async send(messages) {
        if (!isOver()) for (const message of messages) queue.send(message);
        return messages.map(() => true);
      },
    }),
    missedSent: async () => undefined,
    readers: new Map([[failingRegion, longHistory(events)]]),
    eventsWaiting: async () => (isOver() ? Infinity : eventsWaiting()),
    replaySettings,
    reportEntries: () => undefined,
    reportEnded: () => undefined,
  };
  return { services, table, sent: () => sent };
}

/** EventBridge takes every entry, unless the replays go beyond its quota. */
const nothingTakes = {
  send: async (): Promise<readonly boolean[]> => {
    throw new Error('an entry of a replay was not accepted');
  },
};

function chunkTime(index: number): number {
  return (1 + index) * 1_000;
}

/** The history of a source with so many accepted events, a chunk for each thousand. */
function longHistory(events: number): HistoryReader {
  const chunks = Math.ceil(events / chunkRows);
  return {
    async page({ sourceArn }, { after = '' }) {
      const index = Math.max(0, Math.floor((Number(after.slice(0, 13)) || 0) / 1_000));
      const through = positionAt(1e12);
      if (index >= chunks) return { chunks: [], bytes: 0, through };
      const chunk = chunkOf(index, sourceArn);
      return { chunks: [chunk], bytes: 50_000, through, next: chunk.position };
    },
    hours: async () => new Map(),
    rememberHour: async () => undefined,
    async body(tenant, eventId) {
      return writeDomainEvent({ ...eventOf(0, mappingOfTenant(tenant)), id: eventId });
    },
    recordingState: async () => ({ through: positionAt(1e12), clearAtMs: 0, latenessMs: 0 }),
  };
}

function mappingOfTenant(tenant: string): Mapping {
  const found = mappings.find((one) => one.tenant === tenant);
  if (found === undefined) throw new Error(`nobody replays for ${tenant}`);
  return found;
}

function chunkOf(index: number, sourceArn: string): HistoryChunk {
  const atMs = chunkTime(index);
  const rows = Array.from({ length: chunkRows }, (_, row): HistoryRow => ({
    eventId: `${sourceArn.slice(-30)}-${index}-${row}`,
    detailType: 'push',
    queuedAtMs: 0,
    atMs,
    outcome: 'accepted',
    attempts: 1,
    state: 'ACTIVE',
    trigger: 'live',
    body: { key: 'bodies/any', offset: 64 * Math.floor(row / 64), length: 1, line: row % 64 },
  }));
  return { ...summarize(rows), position: `${positionAt(atMs)}#0000`, rows: async () => rows };
}
