import { partitionOf } from '../../lambdas/domain/partition.ts';
import type { Contradiction } from './contradiction.ts';
import type { Stage } from './stage.ts';

// China has no Cognito user pools, and AWS documents no partner event sources there or in the isolated
// partitions.
const supported: readonly string[] = ['aws', 'aws-us-gov', 'aws-eusc'];

/** What contradicts the partition of a stage's Regions. An account or an ARN belongs to one partition. */
export function partitionContradictionsIn(stage: Stage): readonly Contradiction[] {
  const partitions = distinct(stage.regions);
  const [partition = 'aws'] = partitions;
  if (partitions.length > 1) {
    return [
      { key: 'regions', problem: `must be of one partition, not of ${partitions.join(', ')}` },
    ];
  }
  if (!supported.includes(partition)) {
    const problem = `must be of ${supported.join(', ')}: EventBridge has no partner event sources in ${partition}`;
    return [{ key: 'regions', problem }];
  }
  return [
    ...foreign('customerRegions', distinct(stage.customerRegions), partition),
    ...foreign('producers', stage.producers.map(partitionOfArn), partition),
    ...(partition === 'aws-eusc' && stage.signIn === undefined ? [withoutProvider] : []),
  ];
}

const withoutProvider: Contradiction = {
  key: 'signIn',
  problem:
    'must name a provider in aws-eusc: AWS documents no address of Cognito’s sign-in pages there',
};

function foreign(
  key: string,
  partitions: readonly string[],
  own: string,
): readonly Contradiction[] {
  const others = [...new Set(partitions)].filter((partition) => partition !== own);
  if (others.length === 0) return [];
  return [{ key, problem: `must be of ${own}, as regions is, not of ${others.join(', ')}` }];
}

function distinct(regions: readonly string[]): readonly string[] {
  return [...new Set(regions.map((region) => partitionOf(region).id))];
}

function partitionOfArn(arn: string): string {
  return arn.split(':')[1] ?? '';
}
