import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { sourceGoneCodesWith } from '../../lambdas/domain/outcome.ts';
import type { BatchCounters } from '../../lambdas/delivery/batch-counters.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import type { FanOutServices } from '../../lambdas/fan-out/handler.ts';
import type { RetryServices } from '../../lambdas/retry/handler.ts';
import type { HistorySink } from '../../lambdas/ports/history.ts';
import type { KeptMembersOf } from '../../lambdas/ports/payloads.ts';
import type { Time } from '../../lambdas/ports/time.ts';
import { virtualClock } from '../../tools/simulators/virtual-clock.ts';
import { fakeLog } from './fake-log.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeMessageQueue } from './fake-message-queue.ts';
import type { FakePayloads } from './fake-payloads.ts';
import { fakePut, type PutScript } from './fake-put-partner-events.ts';

/** The settings of a deployed stage, with smaller requests and more patience. */
export const testSettings: DeliverSettings = {
  ...standardSettings.delivery,
  ...standardSettings.entryLimits,
  maxEntryBytes: 262_144,
  maxRequestBytes: 262_144,
  maxCallsInFlightPerRegion: 16,
  callTimeoutMs: 10_000,
  minCallMs: 500,
  sourceGoneCodes: sourceGoneCodesWith([]),
  activityEveryMs: standardSettings.delivery.activityEverySeconds * 1000,
  retryPolicy: standardSettings.retry,
  history: { rows: 'all', withoutBody: new Set(), holdForMs: 7 * 24 * 60 * 60_000 },
};

interface Overrides {
  readonly script?: PutScript;
  readonly mappings?: ReturnType<typeof fakeMappingTable>;
  readonly retryQueue?: ReturnType<typeof fakeMessageQueue>;
  readonly retryDeadLetters?: ReturnType<typeof fakeMessageQueue>;
  readonly eventDeadLetters?: ReturnType<typeof fakeMessageQueue>;
  readonly eventsQueue?: ReturnType<typeof fakeMessageQueue>;
  readonly settings?: Partial<DeliverSettings>;
  readonly random?: () => number;
  readonly history?: HistorySink | undefined;
  /** A payload bucket by the clock of the fakes; none if it is not given, as where the stage relays no large events. */
  readonly payloads?: (time: Time) => FakePayloads;
  readonly keptMembersOf?: KeptMembersOf;
}

/** Fakes for everything that a delivering function needs; `services` are wired from them. */
export function fakeServices(overrides: Overrides = {}) {
  const clock = virtualClock();
  const log = fakeLog();
  const { put, calls } = fakePut(overrides.script);
  const payloads = overrides.payloads?.(clock);
  const reported: BatchCounters[] = [];
  const deleted: string[] = [];
  const fakes = {
    mappings: overrides.mappings ?? fakeMappingTable(),
    retryQueue: overrides.retryQueue ?? fakeMessageQueue(),
    retryDeadLetters: overrides.retryDeadLetters ?? fakeMessageQueue(),
    eventDeadLetters: overrides.eventDeadLetters ?? fakeMessageQueue(),
    eventsQueue: overrides.eventsQueue ?? fakeMessageQueue(),
  };
  const services: FanOutServices & RetryServices = {
    ...fakes,
    put,
    cloudEvents: standardSettings.cloudEvents,
    async deleteMessages(messages) {
      deleted.push(...messages.map(({ messageId }) => messageId));
    },
    log,
    now: clock.now,
    sleep: clock.sleep,
    history: overrides.history,
    payloads: payloads?.services,
    keptMembersOf: overrides.keptMembersOf,
    random: overrides.random ?? (() => 0.5),
    settings: { ...testSettings, ...overrides.settings },
    report: (counters) => {
      reported.push(counters);
    },
  };
  return { ...fakes, payloads, clock, log, calls, reported, deleted, services };
}
