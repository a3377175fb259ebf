import type {
  DeliveryView,
  EventDeliveryView,
  MissedView,
  PayloadView,
  ReplayPlanView,
  ReplayView,
  SourceStatsView,
} from '../../../lambdas/contract/history-view.ts';
import { aSource } from './builders.ts';

const { name, region } = aSource();

/** An event that EventBridge accepted at once, while the source was active. */
export function aDelivery(fields: Partial<DeliveryView> = {}): DeliveryView {
  return {
    event: 'e1',
    detailType: 'push',
    queuedAt: '2026-11-21T18:00:00.000Z',
    lastAttemptAt: '2026-11-21T18:00:01.000Z',
    outcome: 'accepted',
    reason: null,
    state: 'ACTIVE',
    attempts: 1,
    eventBridgeId: '8f1c2f5e-0000-4000-8000-000000000001',
    error: null,
    trigger: 'live',
    replay: null,
    body: 'kept',
    ...fields,
  };
}

/** An attempt that EventBridge accepted. */
export function anAttempt(
  fields: Partial<EventDeliveryView['attempts'][number]> = {},
): EventDeliveryView['attempts'][number] {
  return {
    at: '2026-11-21T18:00:01.000Z',
    outcome: 'accepted',
    reason: null,
    state: 'ACTIVE',
    attempts: 1,
    eventBridgeId: '8f1c2f5e-0000-4000-8000-000000000001',
    error: null,
    trigger: 'live',
    replay: null,
    ...fields,
  };
}

/** What is known of an event, with its contents. */
export function anEventDelivery(fields: Partial<EventDeliveryView> = {}): EventDeliveryView {
  return {
    event: 'e1',
    detailType: 'push',
    queuedAt: '2026-11-21T18:00:00.000Z',
    source: { name, region },
    attempts: [anAttempt()],
    isComplete: true,
    body: 'kept',
    bodyText: '{"id":"e1","detailType":"push","detail":{"amount":300.0}}',
    payload: null,
    ...fields,
  };
}

/** A large event whose detail is kept, and has a link. */
export function aLargeEventDelivery(payload: Partial<PayloadView> = {}): EventDeliveryView {
  return anEventDelivery({
    bodyText: '{"id":"e1","detailType":"push","detail":{"ref":"main"}}',
    payload: {
      sizeBytes: 5_242_880,
      sha256: 'ab'.repeat(32),
      expiresAt: '2999-11-28T18:00:00.000Z',
      url: 'https://api.vendor.test/payloads/token',
      ...payload,
    },
  });
}

/** An hour without deliveries. */
export function anHour(
  fields: Partial<SourceStatsView['hours'][number]> = {},
): SourceStatsView['hours'][number] {
  return {
    hour: '2026-11-21T18:00:00.000Z',
    accepted: 0,
    acceptedUnheard: 0,
    waiting: 0,
    held: 0,
    failed: 0,
    skipped: 0,
    ...fields,
  };
}

/** 1,204 events that were held within about an hour. */
export function missedEvents(fields: Partial<MissedView> = {}): MissedView {
  return {
    events: 1204,
    inDoubt: 0,
    from: '2026-11-21T14:02:00.000Z',
    to: '2026-11-21T15:10:00.000Z',
    isComplete: true,
    replay: null,
    ...fields,
  };
}

/** A plan of 1,204 events. */
export function aReplayPlan(fields: Partial<ReplayPlanView> = {}): ReplayPlanView {
  return {
    events: 1204,
    bytes: 3_200_000,
    secondsAtMost: 720,
    first: '2026-11-21T14:02:00.000Z',
    last: '2026-11-21T15:10:00.000Z',
    withoutBody: 0,
    isComplete: true,
    ...fields,
  };
}

/** A replay of what was missed; it is over. */
export function aReplay(fields: Partial<ReplayView> = {}): ReplayView {
  return {
    id: 'r1',
    kind: 'replay',
    source: { name, region },
    state: 'completed',
    from: '2026-11-21T14:00:00.000Z',
    to: '2026-11-21T16:00:00.000Z',
    outcomes: ['missed'],
    detailTypes: null,
    events: null,
    maxPerSecond: null,
    planned: 1204,
    sent: 0,
    failed: 0,
    skipped: { filtered: 0, withoutBody: 0 },
    startedBy: 'ann',
    createdAt: '2026-11-21T18:00:00.000Z',
    startedAt: null,
    endedAt: '2026-11-21T18:10:00.000Z',
    endsAbout: null,
    reason: null,
    ...fields,
  };
}
