import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../../lib/stage/stage.ts';
import { InputError } from '../../../terminal/input-error.ts';
import { findStage, connectToStage } from '../../target/stage-stack.ts';
import { readStackOutputs } from '../../target/stack-outputs.ts';
import { localRegions } from '../choose-regions.ts';
import type { ValidateOptions } from '../read-options.ts';
import type { RunNames } from '../run-names.ts';
import { localSubject } from './local-subject.ts';
import { awsStageClients, stageSubject } from './stage-subject.ts';
import type { GivenTokens } from './stage-tenants.ts';
import type { Subject } from './subject.ts';
import { readToken } from './token-tenant.ts';

/** A subject, and the Regions that come first unless others are asked for. */
export interface OpenedSubject {
  readonly subject: Subject;
  readonly preferred: readonly string[];
}

/** Connects to what a walk is asked for. Rejects with an InputError or an OperationError. */
export async function openSubject(
  options: ValidateOptions,
  names: RunNames,
): Promise<OpenedSubject> {
  const { target } = options;
  if (target.kind === 'local') {
    return { subject: await localSubject({ port: target.port }, names), preferred: localRegions };
  }
  const { customerProfile: profile } = options;
  if (profile === undefined) {
    throw new InputError(
      '--customer-profile is missing: a profile of your AWS configuration for the account that plays the customer, which accepts a source and receives its events',
    );
  }
  const stage = findStage(target.stage);
  const { homeRegion: region } = stage;
  const tokens = await givenTokens(options);
  const connection = await connectToStage({ stage: stage.name, region: undefined });
  const cloudFormation = new CloudFormationClient({ region });
  const home = { stackName: stackName(stage, region), stage: stage.name, region };
  const outputs = await readStackOutputs(cloudFormation, home);
  const clients = awsStageClients(profile);
  const subject = await stageSubject(
    { stage, connection, outputs, profile, tokens, clients },
    names,
  );
  return { subject, preferred: [region, ...stage.regions, ...usualRegions] };
}

// Every account has them.
const usualRegions = ['us-east-1', 'eu-west-1'];

const tokenVariable = 'FANOUT_TOKEN';

async function givenTokens({ tokenFile, otherTokenFile }: ValidateOptions): Promise<GivenTokens> {
  const ofVariable = process.env[tokenVariable];
  const first =
    (await tokenIn('--token-file', tokenFile)) ??
    (ofVariable === undefined ? undefined : { token: ofVariable, given: tokenVariable });
  const second = await tokenIn('--other-token-file', otherTokenFile);
  if (second !== undefined && first === undefined) {
    throw new InputError('--other-token-file needs a first token: --token-file or FANOUT_TOKEN');
  }
  return { first, second };
}

async function tokenIn(option: string, path: string | undefined) {
  return path === undefined ? undefined : { token: await readToken(option, path), given: option };
}
