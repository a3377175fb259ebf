import type { MappingVersion } from './delivery.ts';
import type { Choices } from '../domain/choices.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Observation } from '../domain/observation.ts';
import type { MappingKey, MappingPage, ReconcileTable } from './reconcile.ts';

/** The mapping table as registration uses it. Every method rejects when the table cannot be reached. */
export interface RegistrationTable extends Pick<ReconcileTable, 'change'> {
  /**
   * A page of a tenant's mappings, or those of one of its generators, retired ones too, in the order
   * of their ARNs. A mapping just written may not be among them yet.
   */
  list(tenant: string, query: ListQuery): Promise<MappingPage>;
  /** All mappings of a generator, retired ones too, as they are at this moment. */
  find(generator: string): Promise<readonly Mapping[]>;
  /** The mapping of one source, retired or not, as it is at this moment. */
  get(key: MappingKey): Promise<Mapping | undefined>;
  /**
   * Writes a registration over the mapping of the same source that was read, or where there was none.
   * `superseded`: somebody has changed the generation or the tenant's choices since. The outbox of the
   * older mapping stays, as does what it knows of missed events. A pause ends with the retirement.
   */
  register(
    mapping: Mapping,
    replaces: ReplacedMapping | undefined,
  ): Promise<'registered' | 'superseded'>;
  /** Changes the tenant's choices of a live mapping, and nothing else. */
  setChoices(version: MappingVersion, choices: Choices): Promise<'changed' | 'superseded'>;
  /** Removes a mapping, live or retired; `absent`: there was none. */
  remove(version: MappingVersion): Promise<'removed' | 'superseded' | 'absent'>;
}

/** What shows whether a mapping has been registered or changed by its tenant since it was read. */
export type ReplacedMapping = Pick<
  Mapping,
  'generation' | 'detailTypes' | 'displayName' | 'retirement' | 'missedSince' | 'leftBefore'
>;

/** Which of a tenant's mappings are asked for. */
export interface ListQuery {
  readonly generator?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: MappingKey | undefined;
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
   * Keeps for a day which request an idempotency key was used for. Returns the fingerprint of that
   * request: another one than `fingerprint` if the key was used before.
   */
  claimKey(tenant: string, key: string, fingerprint: string, nowMs: number): Promise<string>;
}

/** Which sources each tenant may register. Every method rejects when the table cannot be reached. */
export interface TenantAdmissions {
  /**
   * Records that a tenant is about to register a source, if the tenant stays within its limits with
   * the sources that it has and those that it registers at the same time. A source that is among them
   * already is admitted.
   */
  admit(
    source: MappingKey,
    tenant: string,
    limits: TenantLimits,
    nowMs: number,
  ): Promise<Admission>;
  /**
   * Removes the record of a registration that failed, or whose source was deleted. The records of
   * other registrations of the same source stay.
   */
  release(registration: AdmittedRegistration, tenant: string, nowMs: number): Promise<void>;
}

/** A registration that was admitted, at the time at which it or its mapping was created. */
export type AdmittedRegistration = MappingKey & Pick<Mapping, 'createdAt'>;

/** Whether a tenant may register a source. */
export type Admission = 'admitted' | 'sourceLimit' | 'pendingSourceLimit';

/** The partner's side of EventBridge for one source. Calls that AWS throttles or cannot answer are retried; none rejects. */
export interface SourceCalls {
  create(region: string, name: string, account: string): Promise<CreateResult>;
  delete(region: string, name: string, account: string): Promise<DeleteResult>;
  /** What AWS reports of the source of exactly this name. */
  observe(region: string, name: string): Promise<ObserveResult>;
}

/**
 * `exists`: a source of this name exists, for any account. `wasThere`: it existed before the call;
 * false when an earlier try, which had no answer, may have created it. `isRefused`: AWS has refused
 * every try, so that certainly none of them created a source.
 */
export type CreateResult =
  | { readonly kind: 'created' }
  | { readonly kind: 'exists'; readonly wasThere: boolean }
  | (FailedCall & { readonly isRefused: boolean });

/** `deleted`: the source does not exist now. */
export type DeleteResult = { readonly kind: 'deleted' } | FailedCall;

/** What AWS reports, or the failure of the call. */
export type ObserveResult =
  { readonly kind: 'answered'; readonly observation: Observation } | FailedCall;

/** A call that failed, after its retries. */
export interface FailedCall {
  readonly kind: 'failed';
  readonly failure: Failure;
}
