import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** A service's client for a Region. */
type ClientOf<Client extends { send: unknown }> = (region: string) => Pick<Client, 'send'>;

/** The services that the checks ask. */
export interface Clients {
  readonly cloudFormation: ClientOf<CloudFormationClient>;
  readonly dynamoDb: ClientOf<DynamoDBClient>;
  readonly eventBridge: ClientOf<EventBridgeClient>;
  readonly iam: ClientOf<IAMClient>;
  readonly kms: ClientOf<KMSClient>;
  readonly ssm: ClientOf<SSMClient>;
  readonly sts: ClientOf<STSClient>;
}

// Three tries end before a check's time does; throttling is among what the SDK tries again.
const settings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** Clients of AWS itself, by the caller's credentials. */
export function awsClients(): Clients {
  // Found once for all: a profile may assume a role, run a program or open a browser for them.
  let found: STSClient['config']['credentials'] | undefined;
  const inRegion = (region: string) => {
    found ??= new STSClient({ region }).config.credentials;
    return { region, credentials: found, ...settings };
  };
  return {
    cloudFormation: (region) => new CloudFormationClient(inRegion(region)),
    dynamoDb: (region) => new DynamoDBClient(inRegion(region)),
    eventBridge: (region) => new EventBridgeClient(inRegion(region)),
    iam: (region) => new IAMClient(inRegion(region)),
    kms: (region) => new KMSClient(inRegion(region)),
    ssm: (region) => new SSMClient(inRegion(region)),
    sts: (region) => new STSClient(inRegion(region)),
  };
}
