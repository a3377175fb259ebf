import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Stage } from '../stage/stage.ts';

/** What the constructs of a stage have in common. */
export interface OfStage {
  readonly stage: Stage;
  /** The Region's key. */
  readonly key: IKey;
}
