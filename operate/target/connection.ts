import type { HistoryPlace } from '../../lambdas/aws/history/history-readers.ts';
import type { ReconcilePolicy } from '../../lambdas/domain/reconciliation.ts';
import type { TenantLimits } from '../../lambdas/ports/registration.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';

/** The two queues that trigger functions, as the command line names them. */
export const queueNames = ['events', 'retry'] as const;
export type QueueName = (typeof queueNames)[number];

/** A queue and its dead-letter queue. */
export interface QueueUrls {
  readonly name: QueueName;
  readonly url: string;
  readonly deadLettersUrl: string;
}

/**
 * The stack that a command works on. SDK clients created without options connect to it: connecting sets
 * this process's environment.
 */
export interface Connection {
  /** For messages: "stage prod, eu-west-1". */
  readonly title: string;
  readonly queues: Readonly<Record<QueueName, QueueUrls>>;
  readonly mappingTableName: string;
  readonly partnerName: string;
  /** Regions that customers may choose. */
  readonly customerRegions: readonly string[];
  readonly tenantLimits: TenantLimits;
  /** EventBridge's limit for an entry. */
  readonly maxEntryBytes: number;
  /** What the reconciler does about what it finds. */
  readonly policy: ReconcilePolicy;
  /** How far EventBridge's clock is ahead of this machine's; local mode's can be advanced. */
  readonly clockAheadMs: number;
  readonly reconciler: ReconcilerLocation;
  /** Where the history of all Regions is. */
  readonly historyPlace: HistoryPlace;
  /** How the names of the buckets for the details of large events begin; a hyphen and the Region follow. */
  readonly payloadBucketPrefix: string;
  /** The queue of the replays that have something to send; undefined outside the home Region. */
  readonly replayQueueUrl: string | undefined;
  /** Those of the stage's functions. */
  readonly settings: Settings;
}

/** Where the reconciler runs. */
export type ReconcilerLocation =
  | { readonly kind: 'function'; readonly functionName: string }
  /** In this process, searching these Regions for sources without a mapping; links begin with the address. */
  | { readonly kind: 'here'; readonly regions: readonly string[]; readonly publicUrl: string }
  /** In the stack of the home Region, which is another one. */
  | { readonly kind: 'elsewhere' };
