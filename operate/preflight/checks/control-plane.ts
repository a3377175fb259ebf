import { findDeployedStages, type DeployedStage } from '../../../lib/stage/find-deployed-stages.ts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { untilAborted } from '../answer.ts';
import { workingRegions } from '../by-region.ts';
import type { Check } from '../check.ts';
import { findingsOf, type Verdict } from '../finding.ts';

const name = 'control plane';

/** Where the stage is deployed, and whether that matches its file. */
export const controlPlaneCheck: Check = {
  name,
  async run({ stage, clients, signal }) {
    const looking = findDeployedStages(workingRegions(stage), clients.cloudFormation);
    const answer = await untilAborted(looking, signal);
    return judgeControlPlane(stage, answer).map((finding) => ({ check: name, ...finding }));
  },
};

/** What the stages deployed in the account mean for this one. */
export function judgeControlPlane(
  stage: Pick<Stage, 'name' | 'homeRegion' | 'regions' | 'partnerName'>,
  { found, unreachable }: Awaited<ReturnType<typeof findDeployedStages>>,
): readonly Verdict[] {
  const own = found.filter((one) => one.stage === stage.name);
  const others = found.filter((one) => one.stage !== stage.name);
  const problems = [
    ...movedHome(stage, own),
    ...renamedPartner(stage, own),
    ...leftRegions(stage, own),
    ...sharedPartner(stage, own, others),
    ...sharedRegions(stage, others),
    ...unchecked(unreachable),
  ];
  return problems.length > 0 ? problems : [agreement(stage, own)];
}

function agreement(
  { homeRegion }: Pick<Stage, 'homeRegion'>,
  own: readonly DeployedStage[],
): Verdict {
  const text =
    own.length === 0
      ? `not deployed yet; the stage file places it in ${homeRegion}`
      : `deployed in ${homeRegion}, as in the stage file`;
  return { status: 'ok', text };
}

function movedHome(stage: Pick<Stage, 'name' | 'homeRegion'>, own: readonly DeployedStage[]) {
  return distinct(own, ({ homeRegion }) => homeRegion)
    .filter((homeRegion) => homeRegion !== stage.homeRegion)
    .map((homeRegion): Verdict => ({
      status: 'fails',
      text: `deployed in ${homeRegion}, but the stage file says ${stage.homeRegion}: a deployment would create a second control plane without the mappings`,
      remedy: `set homeRegion to ${homeRegion} in stages/${stage.name}.json`,
    }));
}

function renamedPartner(stage: Pick<Stage, 'name' | 'partnerName'>, own: readonly DeployedStage[]) {
  return distinct(own, ({ partnerName }) => partnerName)
    .filter((partnerName) => partnerName !== stage.partnerName)
    .map((partnerName): Verdict => ({
      status: 'fails',
      text: `deployed for the partner ${partnerName}, but the stage file says ${stage.partnerName}: every source would get another name`,
      remedy: `restore partnerDomain and production in stages/${stage.name}.json`,
    }));
}

function leftRegions(stage: Pick<Stage, 'name' | 'regions'>, own: readonly DeployedStage[]) {
  return distinct(own, ({ region }) => region)
    .filter((region) => !stage.regions.includes(region))
    .map((region): Verdict => ({
      status: 'warning',
      text: `the stage still has stacks in ${region}, which its file does not list`,
      remedy: 'remove the Region as docs/deploy.md says under "Change a stage"',
    }));
}

/** A stage that is not deployed, next to one of the same partner, may be that stage renamed. */
function sharedPartner(
  stage: Pick<Stage, 'name' | 'partnerName'>,
  own: readonly DeployedStage[],
  others: readonly DeployedStage[],
) {
  const same = others.filter(({ partnerName }) => partnerName === stage.partnerName);
  return distinct(same, (one) => one.stage).map((other): Verdict => ({
    status: own.length === 0 ? 'fails' : 'warning',
    text: `the stage ${other} is deployed for the same partner ${stage.partnerName}: two control planes would treat each other's sources as orphans`,
    remedy: `if ${stage.name} is ${other} renamed, restore the old name of its file`,
  }));
}

function sharedRegions(
  stage: Pick<Stage, 'regions' | 'partnerName'>,
  others: readonly DeployedStage[],
) {
  const beside = others.filter(
    ({ region, partnerName }) =>
      stage.regions.includes(region) && partnerName !== stage.partnerName,
  );
  return distinct(beside, (one) => `${one.stage} in ${one.region}`).map((other): Verdict => ({
    status: 'warning',
    text: `the stage ${other} is in the same account and Region: their metrics are combined`,
    remedy: 'use a separate account for each stage',
  }));
}

function unchecked(unreachable: readonly string[]): readonly Verdict[] {
  if (unreachable.length === 0) return [];
  const text = 'could not be checked: no answer, or requires cloudformation:DescribeStacks there';
  const unknown = unreachable.map((subject) => ({ subject, status: 'unknown' as const, text }));
  return findingsOf(name, 'Regions', unknown);
}

function distinct<T>(items: readonly T[], key: (item: T) => string): readonly string[] {
  return [...new Set(items.map(key))];
}
