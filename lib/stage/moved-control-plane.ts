import type { DeployedStage } from './find-deployed-stages.ts';
import type { Stage } from './stage.ts';

/** The parts of a stage that identify its control plane and its customers. */
export type ControlPlaneIdentity = Pick<Stage, 'name' | 'partnerName' | 'homeRegion'>;

/**
 * A line that says what a deployment would lose, or undefined if nothing: the stage is deployed with its
 * control plane in another Region, or under another partner name; or the partner's customers are
 * registered with a stage of another name.
 *
 * @param deployed the stacks in the account to deploy to
 */
export function movedControlPlane(
  stage: ControlPlaneIdentity,
  deployed: readonly DeployedStage[],
): string | undefined {
  const file = `stages/${stage.name}.json`;
  const ofStage = deployed.filter((one) => one.stage === stage.name);
  const elsewhere = ofStage.find(({ homeRegion }) => homeRegion !== stage.homeRegion);
  if (elsewhere !== undefined) {
    return `${file}: homeRegion must stay ${elsewhere.homeRegion}, not ${stage.homeRegion}: the registrations of stage ${stage.name} are there (stack ${elsewhere.stackName} in ${elsewhere.region}); ${howToProceed}`;
  }
  const otherName = ofStage.find(({ partnerName }) => partnerName !== stage.partnerName);
  if (otherName !== undefined) {
    return `${file}: partnerDomain and production must keep the partner name ${otherName.partnerName}, not ${stage.partnerName}: the sources of stage ${stage.name}'s customers have that name (stack ${otherName.stackName} in ${otherName.region}); ${howToProceed}`;
  }
  const otherStage = deployed.find(
    (one) => one.stage !== stage.name && one.partnerName === stage.partnerName,
  );
  if (otherStage !== undefined) {
    return `${file}: the registrations of ${stage.partnerName} belong to stage ${otherStage.stage} (stack ${otherStage.stackName} in ${otherStage.region}): stage ${stage.name} would start without them; ${howToProceed}`;
  }
  return undefined;
}

const howToProceed =
  'to create a new control plane anyway, add -c moveControlPlane=true (docs/deploy.md, "Change a stage")';
