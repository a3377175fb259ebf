import type { Node } from 'constructs';
import type { FanoutStackProps } from './fanout-stack.ts';

/** A context key that has a wrong value. Its message is one line that names the key. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
}

/** The name until a vendor gives its own; one that ends in `.test` cannot be anybody's. */
const examplePartnerName = 'vendor.example.test';

/**
 * What the stack is deployed with, from the context keys `partnerName` and `regions`
 * (`cdk deploy -c partnerName=example.com -c regions=us-east-1,eu-west-1`). Throws a ContextError.
 */
export function readDeployContext(
  node: Pick<Node, 'tryGetContext'>,
): Pick<FanoutStackProps, 'partnerName' | 'regions'> {
  const partnerName: unknown = node.tryGetContext('partnerName') ?? examplePartnerName;
  const regions: unknown = node.tryGetContext('regions');
  return {
    partnerName: checkPartnerName(partnerName),
    ...(regions !== undefined && { regions: checkRegions(regions) }),
  };
}

function checkPartnerName(value: unknown): string {
  // It is a segment of the sources' names, and the source of the vendor's own events.
  if (typeof value === 'string' && /^(?!aws\.)[.\-_A-Za-z0-9]{1,128}$/.test(value)) return value;
  throw new ContextError(
    `context key partnerName must be 1 to 128 letters, digits, ".", "-" or "_" and not begin with "aws.", not ${JSON.stringify(value)}`,
  );
}

function checkRegions(value: unknown): readonly string[] {
  const regions = typeof value === 'string' ? value.split(',') : [];
  const isGood = regions.length > 0 && regions.every((region) => regionName.test(region));
  if (isGood) return [...new Set(regions)];
  throw new ContextError(
    `context key regions must be AWS Regions with commas between, such as us-east-1,eu-west-1, not ${JSON.stringify(value)}`,
  );
}

const regionName = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
