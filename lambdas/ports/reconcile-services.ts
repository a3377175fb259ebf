import type { SettingsOf } from '../settings/setting.ts';
import type { reconcile } from '../settings/table/reconcile.ts';
import type { MappingPolicy } from '../domain/reconciliation.ts';
import type { Log, MappingTable } from './delivery.ts';
import type { MappingControls } from './mapping-controls.ts';
import type { LinkSecretKeeper } from './payloads.ts';
import type { PartnerSources, ReconcileTable, SendNotifications } from './reconcile.ts';
import type { ReplayClaims } from './replay-claims.ts';
import type { ReplayTable, WakeReplay } from './replays.ts';
import type { Time } from './time.ts';

/** What the reconciler needs from outside. */
export interface ReconcileServices {
  readonly sources: PartnerSources;
  readonly mappings: ReconcileTable;
  /** The mapping table as deliveries use it: whoever retires a mapping does so there. */
  readonly retirements: Pick<MappingTable, 'retire'>;
  readonly controls: MappingControls;
  readonly replays: Pick<ReplayTable, 'create' | 'find'>;
  readonly replayClaims: ReplayClaims;
  readonly wakeReplay: WakeReplay;
  readonly sendNotifications: SendNotifications;
  /**
   * Keeps what links to payloads are made with; absent where nothing is relayed by reference. Rejects as
   * {@link LinkSecretKeeper} does.
   */
  readonly keepLinks?: () => ReturnType<LinkSecretKeeper['keep']>;
  readonly log: Log;
  readonly time: Time;
  /** A new unique value for a mapping that is adopted. */
  readonly newGeneration: () => string;
  readonly settings: ReconcileSettings;
}

/** How the reconciler works. */
export interface ReconcileSettings {
  /** The vendor's partner name: its sources begin with `aws.partner/<name>/`. */
  readonly partnerName: string;
  /** Regions in which sources without a mapping are looked for. */
  readonly regions: readonly string[];
  /** Calls to each Region's EventBridge; the quota of these operations is 50. */
  readonly requestsPerSecond: number;
  readonly policy: SettingsOf<{ reconcile: typeof reconcile }, 'reconcile'>['reconcile'] &
    Pick<MappingPolicy, 'booksMissed'>;
}
