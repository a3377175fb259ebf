import { join } from 'node:path';
import { Stage as CdkStage } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { writeBrand } from '../../lambdas/bundle/write-brand.ts';
import type { Stage } from '../stage/stage.ts';

/** Where Lambda puts what {@link brandLayer} has, if a stage has one. */
export const brandFolder = '/opt/brand';

/**
 * The vendor's name, logo and colours for the page, as a layer of the function that serves it; none if the
 * stage has no brand. So the function's bundle is the same for all stages.
 */
export function brandLayer(scope: Construct, { name, brand }: Stage): LayerVersion | undefined {
  const output = CdkStage.of(scope)?.assetOutdir;
  if (brand === undefined || output === undefined) return undefined;
  const folder = join(output, `brand-${name}`);
  writeBrand(brand, join(folder, 'brand'));
  return new LayerVersion(scope, 'Brand', {
    code: Code.fromAsset(folder),
    description: `The vendor's name, logo and colours of stage ${name}`,
  });
}
