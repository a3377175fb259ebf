import type { PageSignIn } from '../contract/page-config.ts';
import type { MappingPolicy } from '../domain/reconciliation.ts';
import type { Catalog, CatalogExports } from './catalog.ts';
import type { HistoryReaders } from './history.ts';
import type { MappingControls } from './mapping-controls.ts';
import type { Log, MappingTable, MessageQueue } from './delivery.ts';
import type {
  RegistrationTable,
  SourceCalls,
  TenantAdmissions,
  TenantLedger,
  TenantLimits,
} from './registration.ts';
import type { PayloadLinks } from './payloads.ts';
import type { ReplayClaims } from './replay-claims.ts';
import type { ReplayTable, WakeReplay } from './replays.ts';

/** What the registration function needs from outside. */
export interface RegistrationServices {
  readonly mappings: RegistrationTable;
  /** The mapping table as deliveries use it: whoever retires a mapping does so there. */
  readonly retirements: Pick<MappingTable, 'retire'>;
  readonly ledger: TenantLedger;
  readonly admissions: TenantAdmissions;
  /** Begins the calls of one request; they share the time that it has. */
  readonly beginSourceCalls: () => SourceCalls;
  readonly controls: MappingControls;
  readonly history: HistoryReaders;
  readonly replays: ReplayTable;
  readonly replayClaims: ReplayClaims;
  readonly wakeReplay: WakeReplay;
  /** The queue that the vendor's own events are put on. */
  readonly eventsQueue: MessageQueue;
  readonly catalog: Catalog;
  readonly catalogExports: CatalogExports;
  readonly payloadLinks: PayloadLinks;
  readonly log: Log;
  /** Epoch milliseconds: a search in the history ends after some time. */
  readonly now: () => number;
  /** A new unique value: a generation, or the id of a test event. */
  readonly newId: () => string;
  /** 0 <= random < 1, the jitter. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly settings: RegistrationSettings;
}

/** How registration works. */
export interface RegistrationSettings {
  /** The vendor's partner name: its sources begin with `aws.partner/<name>/`. */
  readonly partnerName: string;
  /** Regions that customers may choose. */
  readonly regions: readonly string[];
  /** The claim of a verified token that names the tenant. */
  readonly tenantClaim: string;
  readonly signIn: PageSignIn;
  /** Origins that the page may connect to for the sign-in. */
  readonly signInOrigins: readonly string[];
  readonly limits: TenantLimits;
  readonly maxRequestsPerMinute: number;
  readonly maxBodyBytes: number;
  /** What is done about a source that is no longer as its mapping has it. */
  readonly policy: MappingPolicy;
  readonly history: HistorySettings;
  readonly replay: ReplaySpeed;
  readonly largeEvents: LargeEventSettings;
}

/** What becomes of events that are too large for an entry. */
export interface LargeEventSettings {
  /** `byReference`: the customer receives a stub with a link to the detail. */
  readonly relay: 'byReference' | 'no';
}

/** How fast replays go, for their plans. */
export interface ReplaySpeed {
  /** Entries a second of all replays of a Region. */
  readonly entriesPerSecond: number;
  readonly maxRunning: number;
  /** How many events a replay tells from others. */
  readonly rememberedEvents: number;
}

/** What of the history there is, and who may read it. */
export interface HistorySettings {
  /** Of which deliveries it has rows. */
  readonly rows: 'all' | 'exceptions' | 'none';
  readonly rowDays: number;
  readonly bodyDays: number;
  /** The claim of a verified token that lets the vendor's support read any tenant's history. */
  readonly supportClaim: string;
  /** Whether the vendor's support may also read the contents of events. */
  readonly supportReads: 'rows' | 'bodies';
}
