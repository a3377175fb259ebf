import type { MappingVersion } from './delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Observation } from '../domain/reconciliation.ts';
import type { MappingKey, ReconcileTable } from './reconcile.ts';

/** What registration needs of the mapping table. Every method rejects when the table cannot be reached. */
export interface RegistrationTable extends Pick<ReconcileTable, 'change' | 'retire'> {
  /**
   * A page of a tenant's mappings, retired ones too, in the order of their ARNs; of one generator if
   * it is given. A mapping just written may not be among them yet.
   */
  list(tenant: string, query: ListQuery): Promise<MappingPage>;
  /** All mappings of a generator, retired ones too, as they are at this moment. */
  find(generator: string): Promise<readonly Mapping[]>;
  /**
   * Puts a registration in the place of the mapping of the same source that was read, or where there
   * is none. It is superseded if another generation stands there, or other detail types: somebody
   * has changed them since. What the vendor is yet to be told of the older one stays.
   */
  register(
    mapping: Mapping,
    replaces: ReplacedMapping | undefined,
  ): Promise<'registered' | 'superseded'>;
  /** Changes which detail types a live mapping wants; all of them when undefined. */
  setDetailTypes(
    version: MappingVersion,
    detailTypes: readonly string[] | undefined,
  ): Promise<'changed' | 'superseded'>;
  /** Takes a mapping away, live or retired; `absent`: there was none. */
  remove(version: MappingVersion): Promise<'removed' | 'superseded' | 'absent'>;
}

/** What tells whether a mapping that was read still stands as it was registered, and as its tenant changed it. */
export type ReplacedMapping = Pick<Mapping, 'generation' | 'detailTypes'>;

/** Which of a tenant's mappings are asked for. */
export interface ListQuery {
  readonly generator?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: MappingKey | undefined;
}

/** A page of mappings; the last one has no `next`. */
export interface MappingPage {
  readonly mappings: readonly Mapping[];
  readonly next?: MappingKey;
}

/** How many sources a tenant may have. */
export interface TenantLimits {
  readonly maxSources: number;
  readonly maxPendingSources: number;
}

/** What is kept for each tenant besides its mappings. Every method rejects when the table cannot be reached. */
export interface TenantLedger {
  /** Counts a request of a tenant, and returns how many it has made within the minute of `nowMs`. */
  countRequest(tenant: string, nowMs: number): Promise<number>;
  /**
   * Takes note that a tenant is about to register a source, if it stays within its limits with all
   * that it has and all that others register at this moment. One that is among them already may go on.
   */
  admit(
    source: MappingKey,
    tenant: string,
    limits: TenantLimits,
    nowMs: number,
  ): Promise<Admission>;
  /**
   * Forgets that a registration was admitted: nothing has come of it, or its source is no more. Other
   * registrations of the same source are not forgotten.
   */
  release(registration: AdmittedRegistration, tenant: string, nowMs: number): Promise<void>;
  /**
   * Remembers for a day what an idempotency key was used for. `fingerprint`: of the request.
   * Returns the fingerprint that the key stands for: another one, if it was used before.
   */
  claimKey(tenant: string, key: string, fingerprint: string, nowMs: number): Promise<string>;
}

/** A registration that was admitted at the time at which it, or its mapping, was made. */
export type AdmittedRegistration = MappingKey & Pick<Mapping, 'createdAt'>;

/** Whether a tenant may register a source. */
export type Admission = 'admitted' | 'sourceLimit' | 'pendingSourceLimit';

/** The partner's side of EventBridge for one source. Calls that AWS throttles or cannot answer are repeated; none rejects. */
export interface SourceCalls {
  create(region: string, name: string, account: string): Promise<CreateResult>;
  delete(region: string, name: string, account: string): Promise<DeleteResult>;
  /** What AWS says of the source of exactly this name. */
  observe(region: string, name: string): Promise<ObserveResult>;
}

/**
 * `exists`: a source of this name is there, whoever's it is. `wasThere`: it was before; not when an
 * earlier try of the same call, which had no answer, may have made it. `isRefused`: AWS has answered
 * each try, so that it is sure that none of them made a source.
 */
export type CreateResult =
  | { readonly kind: 'created' }
  | { readonly kind: 'exists'; readonly wasThere: boolean }
  | (FailedCall & { readonly isRefused: boolean });

/** `deleted`: it is not there now. */
export type DeleteResult = { readonly kind: 'deleted' } | FailedCall;

/** What AWS says, or the failure that stands for the missing answer. */
export type ObserveResult =
  { readonly kind: 'answered'; readonly observation: Observation } | FailedCall;

/** A call that came to nothing, after its repetitions. */
export interface FailedCall {
  readonly kind: 'failed';
  readonly failure: Failure;
}
