import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { createProducer } from '../../../producer/index.ts';
import { OperationError } from '../../operation-error.ts';
import type { Connection } from '../../target/connection.ts';
import { httpApi } from '../api/http-api.ts';
import { awsBounds } from '../bounds.ts';
import type { RunNames } from '../run-names.ts';
import { deployedTemplates } from './deployed-templates.ts';
import { callTimes } from './call-times.ts';
import { stageTenants, type GivenTokens } from './stage-tenants.ts';
import type { Subject } from './subject.ts';

/** The clients of both sides. Those of the customer have the credentials of another profile. */
export interface StageClients {
  readonly cloudFormation: (region: string) => Pick<CloudFormationClient, 'send'>;
  readonly lambda: (region: string) => Pick<LambdaClient, 'send'>;
  readonly eventBridge: (side: StageSide, region: string) => Pick<EventBridgeClient, 'send'>;
  readonly sqs: (side: 'customer', region: string) => Pick<SQSClient, 'send'>;
  readonly sts: (side: StageSide, region: string) => Pick<STSClient, 'send'>;
}

/** Whose credentials a client has. */
export type StageSide = 'partner' | 'customer';

/** What a walk on a stage needs. */
export interface StageOptions {
  readonly stage: Stage;
  readonly connection: Connection;
  /** The outputs of the home Region's stack. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly profile: string;
  readonly tokens: GivenTokens;
  readonly clients: StageClients;
}

/** The clients of a run on AWS. */
export function awsStageClients(profile: string): StageClients {
  const of = (side: StageSide, region: string) => ({
    region,
    ...(side === 'customer' && { profile }),
    // A walk makes calls that are new for the account: throttling and late permissions are waited for.
    maxAttempts: 5,
    requestHandler: callTimes,
  });
  return {
    cloudFormation: (region) => new CloudFormationClient(of('partner', region)),
    lambda: (region) => new LambdaClient({ ...of('partner', region), maxAttempts: 1 }),
    eventBridge: (side, region) => new EventBridgeClient(of(side, region)),
    sqs: (side, region) => new SQSClient(of(side, region)),
    sts: (side, region) => new STSClient(of(side, region)),
  };
}

/** The subject of a walk on a deployed stage. */
export async function stageSubject(options: StageOptions, names: RunNames): Promise<Subject> {
  const { stage, connection, outputs, profile, clients } = options;
  const url = outputIn(outputs, 'ConsoleUrl').replace(/\/$/, '');
  const partner = await accountOf(clients.sts('partner', stage.homeRegion));
  const customer = await accountOf(clients.sts('customer', stage.homeRegion));
  const { tenants, notes } = stageTenants(options.tokens, {
    url,
    stage,
    names,
    client: clients.lambda(stage.homeRegion),
    functionName: () => outputIn(outputs, 'RegistrationFunctionName'),
  });
  const sameAccount = 'the customer’s account is the partner’s own, which AWS allows';
  return {
    kind: 'stage',
    title: `stage ${stage.name}`,
    options: `--stage ${stage.name} --customer-profile ${profile}`,
    connection,
    page: httpApi(url),
    pageUrl: url,
    tenants,
    partner: { account: partner, eventBridge: (region) => clients.eventBridge('partner', region) },
    customer: {
      account: customer,
      eventBridge: (region) => clients.eventBridge('customer', region),
      sqs: (region) => clients.sqs('customer', region),
      cli: `aws --profile ${profile}`,
    },
    producer: createProducer({ queueUrl: connection.queues.events.url }),
    notes: [...notes, ...(partner === customer ? [sameAccount] : [])],
    bounds: awsBounds,
    templates: async () => await deployedTemplates(stage, clients.cloudFormation),
    close: () => undefined,
  };
}

async function accountOf(client: Pick<STSClient, 'send'>): Promise<string> {
  const { Account: account } = await client.send(new GetCallerIdentityCommand({}));
  if (account === undefined)
    throw new OperationError('AWS did not say to which account the credentials belong');
  return account;
}

function outputIn(outputs: ReadonlyMap<string, string>, key: string): string {
  const value = outputs.get(key);
  if (value !== undefined) return value;
  throw new OperationError(`the stack of the home Region has no output ${key}: deploy it again`);
}
