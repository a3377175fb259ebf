import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import { byRegion } from '../by-region.ts';
import type { Check } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';

/** The SSM parameter in which `cdk bootstrap` leaves its version, under CDK's own qualifier. */
export const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

/** The lowest version with which this app's stacks can be deployed: CDK's DefaultStackSynthesizer. */
export const lowestBootstrapVersion = 6;

const name = 'CDK bootstrap';

/** Whether each Region of the stage is ready for CDK. */
export const bootstrapCheck: Check = {
  name,
  async run({ stage, clients, signal, identity }) {
    const versions = await byRegion(stage.regions, async (region) => {
      const answer = await ask(signal, 'ssm:GetParameter', async (options) => {
        const command = new GetParameterCommand({ Name: bootstrapParameter });
        return (await clients.ssm(region).send(command, options)).Parameter?.Value;
      });
      return orAbsent(answer, ({ code }) => code === 'ParameterNotFound');
    });
    const caller = await identity();
    const ofCaller = caller.kind === 'answered' ? caller.value.account : '<account>';
    const account = stage.account ?? ofCaller;
    const judgements = [...versions].map(([region, version]) =>
      judgeBootstrap(account, region, version),
    );
    return findingsOf(name, 'Regions', judgements);
  },
};

/** What a Region's bootstrap version means; undefined if there is none. */
function judgeBootstrap(
  account: string,
  region: string,
  answer: Answer<string | undefined>,
): Judgement {
  if (answer.kind !== 'answered') return { subject: region, ...unknownBecause(answer) };
  const remedy = `npx cdk bootstrap aws://${account}/${region}`;
  const { value: version } = answer;
  if (version === undefined) {
    return { subject: region, status: 'fails', text: 'is not bootstrapped', remedy };
  }
  if (Number(version) >= lowestBootstrapVersion) {
    return { subject: region, status: 'ok', text: `version ${version}` };
  }
  const text = `has version ${version}, and ${lowestBootstrapVersion} is needed`;
  return { subject: region, status: 'fails', text, remedy };
}
