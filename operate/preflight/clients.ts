import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** Makes a service's client for a Region. */
type ClientOf<Client extends { send: unknown }> = (region: string) => Pick<Client, 'send'>;

/** The AWS services that the checks call. */
export interface Clients {
  readonly cloudFormation: ClientOf<CloudFormationClient>;
  readonly dynamoDb: ClientOf<DynamoDBClient>;
  readonly eventBridge: ClientOf<EventBridgeClient>;
  readonly iam: ClientOf<IAMClient>;
  readonly kms: ClientOf<KMSClient>;
  readonly ssm: ClientOf<SSMClient>;
  readonly sts: ClientOf<STSClient>;
}

// Three attempts end before a check's time limit; the SDK also retries throttling.
const settings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** Clients of AWS with the caller's credentials. */
export function awsClients(): Clients {
  // Resolved once for all clients: a profile may assume a role, run a program or open a browser.
  let credentials: STSClient['config']['credentials'] | undefined;
  const inRegion = (region: string) => {
    credentials ??= new STSClient({ region }).config.credentials;
    return { region, credentials, ...settings };
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
