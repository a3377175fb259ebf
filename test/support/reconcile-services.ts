import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { notificationDetail } from '../../lambdas/domain/notification-detail.ts';
import type { Notification } from '../../lambdas/domain/notification.ts';
import { reconcile } from '../../lambdas/reconcile/handler.ts';
import type { ReconcileServices } from '../../lambdas/ports/reconcile-services.ts';
import { beginRun } from '../../lambdas/reconcile/run-context.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fitsSchema } from './notification-schemas.ts';
import { fakeLog } from './fake-log.ts';
import { fakeMappingControls } from './fake-mapping-controls.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakePartnerSources } from './fake-partner-sources.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';
import { fakeReplays } from './fake-replays.ts';
import { virtualClock } from '../../tools/simulators/virtual-clock.ts';

/** A notification that was sent to the vendor, and its source. */
export interface SentNotification extends Pick<Notification, 'type' | 'time' | 'daysLeft'> {
  readonly sourceArn: string;
  readonly generation: string;
}

/** How a test's reconciler differs from a deployed stage's. */
export interface ReconcileOverrides {
  readonly mappings?: readonly Mapping[];
  readonly policy?: Partial<ReconcileServices['settings']['policy']>;
  readonly regions?: readonly string[];
  readonly requestsPerSecond?: number;
  readonly tablePageSize?: number;
  readonly listPageSize?: number;
  readonly replace?: (services: ReconcileServices) => Partial<ReconcileServices>;
}

/** Fakes for everything that the reconciler needs, on virtual time; `services` are wired from them. */
export function fakeReconcile(overrides: ReconcileOverrides = {}) {
  const time = virtualClock();
  const log = fakeLog();
  const sources = fakePartnerSources(time.now, { pageSize: overrides.listPageSize ?? 100 });
  const mappings = fakeMappingTable(...(overrides.mappings ?? []));
  const table = fakeReconcileTable(mappings, { pageSize: overrides.tablePageSize ?? 500 });
  const sent: SentNotification[] = [];
  const replays = fakeReplays();
  const plain: ReconcileServices = {
    sources,
    mappings: table,
    retirements: mappings,
    controls: fakeMappingControls(mappings),
    ...replays.services,
    log,
    time,
    sendNotifications: async (notifications) => {
      sent.push(...notifications.map(sentNotification));
      return notifications.map(() => true);
    },
    newGeneration: generations(),
    settings: settingsOf(overrides),
  };
  const services = { ...plain, ...overrides.replace?.(plain) };
  /** One run of this many minutes. */
  const run = async ({ dryRun = false, minutes = 14 } = {}) =>
    await time.runUntil(reconcile({ dryRun, deadlineMs: time.now() + minutes * 60_000 }, services));
  return {
    time,
    log,
    sources,
    mappings,
    table,
    replays,
    sent,
    services,
    run,
    context: (dryRun = false) => beginRun(services, dryRun),
  };
}

/** The generations `adopted-1`, `adopted-2` and so on. */
function generations(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `adopted-${made}`;
  };
}

function settingsOf(overrides: ReconcileOverrides): ReconcileServices['settings'] {
  return {
    partnerName: 'vendor.test',
    regions: overrides.regions ?? ['us-east-1'],
    requestsPerSecond: overrides.requestsPerSecond ?? 40,
    policy: { ...standardSettings.reconcile, ...overrides.policy },
  };
}

function sentNotification({
  mapping,
  notification,
}: {
  mapping: Mapping;
  notification: Notification;
}): SentNotification {
  const { type, time, daysLeft } = notification;
  fitsSchema(type, notificationDetail(mapping, notification));
  const { sourceArn, generation } = mapping;
  return { type, time, sourceArn, generation, ...(daysLeft !== undefined && { daysLeft }) };
}
