import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import { partitionOf } from '../../lambdas/domain/partition.ts';
import { standardRegions } from '../../lambdas/domain/regions.ts';
import { findDeployedStages } from './find-deployed-stages.ts';
import { movedControlPlane } from './moved-control-plane.ts';
import type { Stage } from './stage.ts';

/** Whether a stage can be deployed without losing a deployed control plane. */
export type ControlPlaneCheck =
  | { readonly kind: 'fine' }
  /** The line says why, and what to do. */
  | { readonly kind: 'refused'; readonly line: string }
  /** Some Regions gave no answer; the line names them. */
  | { readonly kind: 'unknown'; readonly line: string };

/**
 * Looks for the stage's control plane in its own Regions and in those that every account has. It only
 * reads, and never rejects.
 *
 * @param account the account to deploy to; an answer from another account counts as no answer
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
    line: `warning: account ${account} could not be checked for a control plane in ${where}`,
  };
}

function regionsAround(regions: readonly string[]): readonly string[] {
  const isCommercial = regions.every((region) => partitionOf(region).id === 'aws');
  const others = isCommercial ? standardRegions.map(({ region }) => region) : [];
  return [...new Set([...regions, ...others])];
}

// This check only guards a deployment, which must not wait long for it.
const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/**
 * A client with short time-outs that accepts answers only for this account: the CDK CLI can have other
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
        if (other !== undefined)
          throw new Error(`the answer is from an account other than ${account}`);
      }
      return result;
    },
    { step: 'initialize', name: 'onlyThisAccount' },
  );
  return client;
}
