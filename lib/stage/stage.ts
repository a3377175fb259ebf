import type { StageKeys } from './stage-keys.ts';

/** The keys that stay as they are given: nothing stands for them, or it depends on what else there is. */
type KeptKey = 'account' | 'brand' | 'signIn' | 'pollers';

/** Each key is there, and so is each key of a section. */
type Complete<T> = {
  readonly [K in keyof T]-?: Exclude<T[K], undefined> extends infer Value
    ? { readonly [M in keyof Value]-?: Exclude<Value[M], undefined> }
    : never;
};

/**
 * What a stage is deployed with, as {@link defineStage} and {@link readStage} make it: its keys with every default
 * filled in, and what follows from them.
 */
export interface Stage
  extends Pick<StageKeys, KeptKey>, Complete<Omit<StageKeys, KeptKey | 'customerRegions'>> {
  /** The name of the stage's file, without `.json`. */
  readonly name: string;
  /** The segment of source names that is the vendor's: `aws.partner/<partnerName>/...`. */
  readonly partnerName: string;
  /** Regions that customers may choose; the reconciler looks there for sources without a mapping. */
  readonly customerRegions: readonly string[];
  /** The folder of the vendor's catalogue of detail types; without one, the catalogue is empty. */
  readonly catalog?: string;
}

/** The name of the stack of a stage's services in a Region. */
export function stackName(stage: Pick<Stage, 'name'>, region: string): string {
  return `${resourceName(stage)}-${region}`;
}

/**
 * The name of the stack of a stage's state in a Region. It does not begin like the other's, so that a
 * pattern such as `EventBridgePartner-<stage>-*` leaves it alone.
 */
export function stateStackName({ name }: Pick<Stage, 'name'>, region: string): string {
  return `EventBridgePartnerState-${name}-${region}`;
}

/** The name of a stage's mapping table, the same in every Region: a replica bears its table's name. */
export function mappingTableName(stage: Pick<Stage, 'name'>): string {
  return `${resourceName(stage)}-mappings`;
}

/** The name of a stage's history table, the same in every Region: each Region has a table of its own. */
export function historyTableName(stage: Pick<Stage, 'name'>): string {
  return `${resourceName(stage)}-history`;
}

/**
 * How the names of a stage's buckets for the contents of events begin; a hyphen and the Region follow. The
 * account's id keeps accounts apart, but reserves nothing: whoever knows it may take the name first. So
 * functions may use a bucket only if it is this account's. S3 takes 63 characters: a stage has 20, an
 * account 12, and a Region up to 17 are left.
 *
 * @param account may be a token
 */
export function historyBucketPrefix({ name }: Pick<Stage, 'name'>, account: string): string {
  return `ebp-history-${name}-${account}`;
}

/**
 * How the names of a stage's buckets for the details of large events begin; a hyphen and the Region follow.
 * See {@link historyBucketPrefix}.
 *
 * @param account may be a token
 */
export function payloadBucketPrefix({ name }: Pick<Stage, 'name'>, account: string): string {
  return `ebp-payload-${name}-${account}`;
}

/** The name of the registry of the schemas of a stage's notifications. AWS takes 64 characters. */
export function schemaRegistryName(stage: Pick<Stage, 'name'>): string {
  return `${resourceName(stage)}-notifications`;
}

/** The alias of a stage's key; every Region has a key of its own under it. */
export function keyAlias(stage: Pick<Stage, 'name'>): string {
  return `alias/${resourceName(stage)}`;
}

function resourceName({ name }: Pick<Stage, 'name'>): string {
  return `EventBridgePartner-${name}`;
}
