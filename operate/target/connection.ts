import type { ReconcilePolicy } from '../../lambdas/domain/reconciliation.ts';
import type { TenantLimits } from '../../lambdas/ports/registration.ts';

/** The two queues that feed functions, as the command line names them. */
export const queueNames = ['events', 'retry'] as const;
export type QueueName = (typeof queueNames)[number];

/** A queue and its dead-letter queue. */
export interface QueueUrls {
  readonly name: QueueName;
  readonly url: string;
  readonly deadLettersUrl: string;
}

/**
 * The stack that a command works on. The SDK's clients, made without options, lead there: making a
 * connection sets this process's environment.
 */
export interface Connection {
  /** For people: "stage prod, eu-west-1". */
  readonly title: string;
  readonly queues: Readonly<Record<QueueName, QueueUrls>>;
  readonly mappingTableName: string;
  readonly partnerName: string;
  /** Regions that customers may choose. */
  readonly customerRegions: readonly string[];
  readonly tenantLimits: TenantLimits;
  /** The most that EventBridge takes in an entry. */
  readonly maxEntryBytes: number;
  /** What the reconciler does about what it finds. */
  readonly policy: ReconcilePolicy;
  /** How far EventBridge's clock is ahead of this machine's; local mode's can be moved. */
  readonly clockAheadMs: number;
  readonly reconciler: ReconcilerCheckpoint;
}

/** Where the reconciler runs when it is asked for. */
export type ReconcilerCheckpoint =
  | { readonly kind: 'function'; readonly functionName: string }
  /** In this process, looking for sources without a mapping in these Regions. */
  | { readonly kind: 'here'; readonly regions: readonly string[] }
  /** In the home Region's stack, which this one is not. */
  | { readonly kind: 'elsewhere' };
