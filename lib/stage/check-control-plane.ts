import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import { partitionOf } from '../../lambdas/domain/partition.ts';
import { standardRegions } from '../../lambdas/domain/regions.ts';
import { findDeployedStages } from './find-deployed-stages.ts';
import { movedControlPlane } from './moved-control-plane.ts';
import type { Stage } from './stage.ts';

/** Whether a stage can be deployed without losing a control plane that stands. */
export type ControlPlaneCheck =
  | { readonly kind: 'fine' }
  /** The line says why, and what to do. */
  | { readonly kind: 'refused'; readonly line: string }
  /** Not everywhere could be looked; the line says where not. */
  | { readonly kind: 'unknown'; readonly line: string };

/**
 * Looks for the stage's control plane in its own Regions and in those that every account has. It only
 * reads, and never rejects.
 *
 * @param account that is deployed to; what another account answers counts as no answer
 */
export async function checkControlPlane(
  stage: Pick<Stage, 'name' | 'partnerName' | 'homeRegion' | 'regions'>,
  account: string,
  clientOf: (
    region: string,
    account: string,
  ) => Pick<CloudFormationClient, 'send'> = cloudFormationOf,
): Promise<ControlPlaneCheck> {
  const { found, unreachable } = await findDeployedStages(regionsAround(stage.regions), (region) =>
    clientOf(region, account),
  );
  const line = movedControlPlane(stage, found);
  if (line !== undefined) return { kind: 'refused', line };
  if (unreachable.length === 0) return { kind: 'fine' };
  const where = unreachable.join(', ');
  return {
    kind: 'unknown',
    line: `warning: whether a control plane stands in account ${account} could not be asked in ${where}`,
  };
}

function regionsAround(regions: readonly string[]): readonly string[] {
  const isCommercial = regions.every((region) => partitionOf(region).id === 'aws');
  const others = isCommercial ? standardRegions.map(({ region }) => region) : [];
  return [...new Set([...regions, ...others])];
}

// A deployment must not wait long for an answer that only guards it.
const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/**
 * A client that answers soon or not at all, and only for this account: the CDK CLI can have other
 * credentials (`--profile`) than this process.
 */
export function cloudFormationOf(
  region: string,
  account: string,
  settings: CloudFormationClientConfig = {},
): CloudFormationClient {
  const client = new CloudFormationClient({
    ...settings,
    region,
    maxAttempts: 2,
    requestHandler: timeouts,
  });
  client.middlewareStack.add(
    (next) => async (request) => {
      const result = await next(request);
      if ('Stacks' in result.output) {
        const stacks = result.output.Stacks ?? [];
        const other = stacks.find(({ StackId: id = '' }) => id.split(':')[4] !== account);
        if (other !== undefined) throw new Error(`answered for another account than ${account}`);
      }
      return result;
    },
    { step: 'initialize', name: 'onlyThisAccount' },
  );
  return client;
}
