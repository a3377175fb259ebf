import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';

/**
 * What becomes of state when its stack, or its place in the template, is deleted. In production it
 * stays; in every stage a creation that is rolled back takes it along, so that it can be repeated.
 */
export function stateRemoval({ production }: Pick<Stage, 'production'>): RemovalPolicy {
  return production ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
