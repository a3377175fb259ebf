import type { DeployedStage } from './find-deployed-stages.ts';
import type { Stage } from './stage.ts';

/** What of a stage says where its control plane is and whose customers it knows. */
export type ControlPlaneIdentity = Pick<Stage, 'name' | 'partnerName' | 'homeRegion'>;

/**
 * A line that says what a deployment would lose, or undefined if nothing: the stage stands with its
 * control plane in another Region, or under another partner name; or the partner's customers are known
 * to a stage of another name.
 *
 * @param deployed what stands in the account that is deployed to
 */
export function movedControlPlane(
  stage: ControlPlaneIdentity,
  deployed: readonly DeployedStage[],
): string | undefined {
  const file = `stages/${stage.name}.json`;
  const ofStage = deployed.filter((one) => one.stage === stage.name);
  const elsewhere = ofStage.find(({ homeRegion }) => homeRegion !== stage.homeRegion);
  if (elsewhere !== undefined) {
    return `${file}: homeRegion must stay ${elsewhere.homeRegion}, not ${stage.homeRegion}: the registrations of stage ${stage.name} are there (stack ${elsewhere.stackName} in ${elsewhere.region}); ${howToGoOn}`;
  }
  const otherName = ofStage.find(({ partnerName }) => partnerName !== stage.partnerName);
  if (otherName !== undefined) {
    return `${file}: partnerDomain and production must keep the partner name ${otherName.partnerName}, not ${stage.partnerName}: the customers of stage ${stage.name} have sources of that name (stack ${otherName.stackName} in ${otherName.region}); ${howToGoOn}`;
  }
  const otherStage = deployed.find(
    (one) => one.stage !== stage.name && one.partnerName === stage.partnerName,
  );
  if (otherStage !== undefined) {
    return `${file}: the registrations of ${stage.partnerName} are those of stage ${otherStage.stage} (stack ${otherStage.stackName} in ${otherStage.region}): a stage ${stage.name} beside it would not know them; ${howToGoOn}`;
  }
  return undefined;
}

const howToGoOn =
  'with -c moveControlPlane=true a new one is made all the same (README, "Change a stage")';
