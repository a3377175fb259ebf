import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';

/**
 * What happens to state when its stack, or its resource in the template, is deleted. In production it is
 * retained; in every stage the rollback of a failed creation deletes it, so that it can be repeated.
 */
export function stateRemoval({ production }: Pick<Stage, 'production'>): RemovalPolicy {
  return production ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
