import { GetParameterCommand } from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { ask, orAbsent, unknownBecause, type Answer } from '../answer.ts';
import { readCdkJson } from '../../cdk-json.ts';
import { byRegion } from '../by-region.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Finding, type Judgement } from '../finding.ts';

/** The SSM parameter in which `cdk bootstrap` stores its version. */
export function bootstrapParameter(qualifier: string): string {
  return `/cdk-bootstrap/${qualifier}/version`;
}

/** CDK's default qualifier, if cdk.json has none. */
export const standardQualifier = 'hnb659fds';

/** The bootstrap qualifier in the text of cdk.json, as `cdk` itself uses it. */
export function qualifierIn(cdkJson: string): string {
  const { context } = v.parse(cdkSettings, JSON.parse(cdkJson));
  return context?.[qualifierKey] ?? standardQualifier;
}

const qualifierKey = '@aws-cdk/core:bootstrapQualifier';
const cdkSettings = v.object({
  context: v.optional(v.object({ [qualifierKey]: v.optional(v.string()) })),
});

/** The lowest version that this app's stacks can be deployed with: CDK's DefaultStackSynthesizer. */
export const lowestBootstrapVersion = 6;

const name = 'CDK bootstrap';

/** Whether each Region of the stage is bootstrapped for CDK, by this text of cdk.json. */
export function bootstrapCheckBy(read: () => string): Check {
  return {
    name,
    run: async (context) => await checkBootstrap(qualifierIn(read()), context),
  };
}

/** Whether each Region of the stage is bootstrapped for CDK. */
export const bootstrapCheck: Check = bootstrapCheckBy(readCdkJson);

async function checkBootstrap(
  qualifier: string,
  { stage, clients, signal, identity }: CheckContext,
): Promise<readonly Finding[]> {
  const versions = await byRegion(stage.regions, async (region) => {
    const answer = await ask(signal, 'ssm:GetParameter', async (options) => {
      const command = new GetParameterCommand({ Name: bootstrapParameter(qualifier) });
      return (await clients.ssm(region).send(command, options)).Parameter?.Value;
    });
    return orAbsent(answer, ({ code }) => code === 'ParameterNotFound');
  });
  const caller = await identity();
  const ofCaller = caller.kind === 'answered' ? caller.value.account : '<account>';
  const account = stage.account ?? ofCaller;
  const judgements = [...versions].map(([region, version]) =>
    judgeBootstrap({ account, region, qualifier }, version),
  );
  return findingsOf(name, 'Regions', judgements);
}

/** What a Region's bootstrap version means; undefined if there is none. */
function judgeBootstrap(
  { account, region, qualifier }: Record<'account' | 'region' | 'qualifier', string>,
  answer: Answer<string | undefined>,
): Judgement {
  if (answer.kind !== 'answered') return { subject: region, ...unknownBecause(answer) };
  const option = qualifier === standardQualifier ? '' : ` --qualifier ${qualifier}`;
  const remedy = `npx cdk bootstrap aws://${account}/${region}${option}`;
  const { value: version } = answer;
  if (version === undefined) {
    return { subject: region, status: 'fails', text: 'is not bootstrapped', remedy };
  }
  if (Number(version) >= lowestBootstrapVersion) {
    return { subject: region, status: 'ok', text: `version ${version}` };
  }
  const text = `has version ${version}, but ${lowestBootstrapVersion} or later is required`;
  return { subject: region, status: 'fails', text, remedy };
}
