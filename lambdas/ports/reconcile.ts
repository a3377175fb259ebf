import type { Mapping } from '../domain/mapping.ts';
import type { MissedTime } from '../domain/missed.ts';
import type { Notification } from '../domain/notification.ts';
import type { Observation } from '../domain/observation.ts';
import type { SourceState } from '../domain/source-state.ts';

/**
 * The partner's side of EventBridge. Every method makes one call. It rejects when the call fails, when
 * there is no answer within the time-out, or when the answer is unclear.
 */
export interface PartnerSources {
  /** A page of the names and ARNs of the partner's sources in a Region. */
  list(region: string, nextToken?: string): Promise<SourcePage>;
  /** What AWS reports of the source of exactly this name. */
  observe(region: string, name: string, timeoutMs?: number): Promise<Observation>;
  /** Creates a source, which is PENDING; one that exists, for any account, does not change. */
  create(region: string, name: string, account: string): Promise<'created' | 'exists'>;
  /** Deletes a source; it is no error if the source does not exist. */
  delete(region: string, name: string, account: string): Promise<void>;
}

/** A page of a listing; the last one has no token. */
export interface SourcePage {
  readonly sources: readonly { readonly name: string; readonly arn: string }[];
  readonly nextToken?: string;
}

/** The key of a mapping. */
export type MappingKey = Pick<Mapping, 'generator' | 'sourceArn'>;

/** A page of mappings; the last one has no `next`. */
export interface MappingPage {
  readonly mappings: readonly Mapping[];
  /** The key that the next page comes after. */
  readonly next?: MappingKey;
}

/** The mapping table as the reconciler uses it. Every method rejects when the table cannot be reached. */
export interface ReconcileTable {
  /** A page of all mappings, retired ones too, after a key. */
  page(after?: MappingKey): Promise<MappingPage>;
  /** The mappings of these keys, as they are at this moment. */
  find(keys: readonly MappingKey[]): Promise<FoundMappings>;
  /**
   * Changes a live mapping and adds to its outbox, if nobody has changed or checked it since it was read.
   * Absent members of the change are removed.
   */
  change(read: Mapping, change: MappingChange): Promise<'changed' | 'superseded'>;
  /**
   * Writes an adopted mapping over the retired one that was read, or where there was none. What the
   * retired one knows of missed events stays, unless the adopted one has a `missedSince` of its own.
   */
  adopt(mapping: Mapping, retired: Mapping | undefined): Promise<'adopted' | 'superseded'>;
  /**
   * Claims the outbox of a mapping, retired or not: nobody else may send its notifications until the
   * claim ends. Returns the mapping, or undefined if its outbox is empty or claimed.
   */
  claimOutbox(key: MappingKey, claim: OutboxClaim): Promise<Mapping | undefined>;
  /**
   * Ends a claim and removes the notifications of these indexes, which were sent. Does nothing if
   * somebody else has the claim now. A registration in between changes neither claim nor indexes.
   */
  settleOutbox(claimed: MappingKey, claim: OutboxClaim, sent: readonly number[]): Promise<void>;
  /** Where the last run stopped. */
  loadCheckpoint(): Promise<Checkpoint>;
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** What was found in the table. */
export interface FoundMappings {
  readonly mappings: readonly Mapping[];
  /** The source ARNs of items that exist and cannot be read. */
  readonly unreadable: readonly string[];
}

/** The time for which one run alone may send the notifications of a mapping, RFC 3339. */
export interface OutboxClaim {
  readonly from: string;
  readonly until: string;
}

/** What a check changes of a mapping. */
export interface MappingChange {
  readonly state: SourceState;
  readonly expirationTime?: string | undefined;
  readonly notifiedDaysLeft?: number | undefined;
  /** Is kept if absent. Superseded if somebody has changed `missedSince` since the mapping was read. */
  readonly missed?: MissedTime | undefined;
  /** Is kept if absent. */
  readonly notifiedFailing?: NonNullable<Mapping['notifiedFailing']>;
  readonly lastCheckedAt: string;
  readonly outbox: readonly Notification[];
}

/** Where a run stopped and the next one continues. */
export interface Checkpoint {
  /** How far the sweep of PENDING sources came, if it is unfinished. */
  readonly pendingAfter?: MappingKey;
  /** The same of the rotation of the others. */
  readonly rotationAfter?: MappingKey;
  /** When the current rotation began, RFC 3339. */
  readonly rotationStartedAt?: string;
  /** Whether the current rotation has skipped sources that could not be checked. */
  readonly rotationHasGaps?: boolean;
  /** When the last finished rotation began: no check is older. RFC 3339. */
  readonly checkedSince?: string;
  /** When the first rotation began, as long as every rotation has skipped sources. RFC 3339. */
  readonly uncheckedSince?: string;
  /** The next token of an unfinished listing, by Region. */
  readonly listingTokens?: Readonly<Record<string, string>>;
}

/** Sends notifications to the vendor, as events on its default bus. Returns for each whether it was sent; never rejects. */
export type SendNotifications = (
  notifications: readonly { readonly mapping: Mapping; readonly notification: Notification }[],
) => Promise<readonly boolean[]>;
