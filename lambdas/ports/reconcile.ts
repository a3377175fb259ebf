import type { MappingTable } from './delivery.ts';
import type { Mapping, SourceState } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { Observation } from '../domain/reconciliation.ts';

/**
 * The partner's side of EventBridge. Every method makes one call, and rejects when that fails, when the
 * answer cannot be understood, or when there is none within the time-out.
 */
export interface PartnerSources {
  /** A page of the names and ARNs of the partner's sources in a Region. */
  list(region: string, nextToken?: string): Promise<SourcePage>;
  /** What AWS says of the source of exactly this name. */
  observe(region: string, name: string, timeoutMs?: number): Promise<Observation>;
  /** Creates a source, which is PENDING; one that exists, whoever's it is, stays as it is. */
  create(region: string, name: string, account: string): Promise<'created' | 'exists'>;
  /** Deletes a source; one that does not exist is no failure. */
  delete(region: string, name: string, account: string): Promise<void>;
}

/** A page of a listing; the last one has no token. */
export interface SourcePage {
  readonly sources: readonly { readonly name: string; readonly arn: string }[];
  readonly nextToken?: string;
}

/** The key of a mapping: where a sweep of the table goes on. */
export type MappingKey = Pick<Mapping, 'generator' | 'sourceArn'>;

/** What the reconciler needs of the mapping table. Every method rejects when the table cannot be reached. */
export interface ReconcileTable extends Pick<MappingTable, 'retire'> {
  /** A page of all mappings, retired ones too, from after a key on. */
  page(
    after?: MappingKey,
  ): Promise<{ readonly mappings: readonly Mapping[]; readonly next?: MappingKey }>;
  /** The mappings that there are of these keys, as they are at this moment. */
  find(keys: readonly MappingKey[]): Promise<FoundMappings>;
  /**
   * Changes a live mapping and adds to its outbox, if nobody has changed or checked it since it was read.
   * Absent members of the change are removed.
   */
  change(read: Mapping, change: MappingChange): Promise<'changed' | 'superseded'>;
  /** Puts an adopted mapping there unless a live one stands there. */
  adopt(mapping: Mapping): Promise<'adopted' | 'superseded'>;
  /**
   * Claims the outbox of a mapping, retired or not: nobody else may send what is in it
   * until the claim ends. The mapping as it stands, or undefined if it has no notifications or is claimed.
   */
  claimOutbox(key: MappingKey, claim: OutboxClaim): Promise<Mapping | undefined>;
  /**
   * Ends a claim and takes off the notifications of these indexes, which were told; nothing if the claim is
   * somebody else's now. A registration in between changes neither claim nor indexes.
   */
  settleOutbox(claimed: MappingKey, claim: OutboxClaim, told: readonly number[]): Promise<void>;
  /** Where the last run stopped. */
  loadCheckpoint(): Promise<Checkpoint>;
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** What was found in the table. */
export interface FoundMappings {
  readonly mappings: readonly Mapping[];
  /** The source ARNs of items that are there and cannot be read. */
  readonly unreadable: readonly string[];
}

/** The time for which somebody alone may send what is in a mapping's outbox, RFC 3339. */
export interface OutboxClaim {
  readonly from: string;
  readonly until: string;
}

/** What a check changes of a mapping. */
export interface MappingChange {
  readonly state: SourceState;
  readonly expirationTime?: string | undefined;
  readonly notifiedDaysLeft?: number | undefined;
  readonly lastCheckedAt: string;
  readonly outbox: readonly Notification[];
}

/** Where a run stopped, for the next to go on. */
export interface Checkpoint {
  /** How far the sweep of PENDING sources came, if it was not finished. */
  readonly pendingAfter?: MappingKey;
  /** The same of the rotation of the others. */
  readonly rotationAfter?: MappingKey;
  /** When the rotation under way began, RFC 3339. */
  readonly rotationStartedAt?: string;
  /** Whether the rotation under way has left out sources that could not be looked at. */
  readonly rotationHasGaps?: boolean;
  /** When the last finished rotation had begun: nothing was checked longer ago. RFC 3339. */
  readonly checkedSince?: string;
  /** When the first rotation had begun, while every one so far has left out sources. RFC 3339. */
  readonly uncheckedSince?: string;
  /** The next token of an unfinished listing, by Region. */
  readonly listingTokens?: Readonly<Record<string, string>>;
}

/** Sends notifications to the vendor, as events on its default bus. Returns which were sent; never rejects. */
export type SendNotifications = (
  told: readonly { readonly mapping: Mapping; readonly notification: Notification }[],
) => Promise<readonly boolean[]>;
