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
export const awsClients: Clients = {
  cloudFormation: (region) => new CloudFormationClient({ region, ...settings }),
  dynamoDb: (region) => new DynamoDBClient({ region, ...settings }),
  eventBridge: (region) => new EventBridgeClient({ region, ...settings }),
  iam: (region) => new IAMClient({ region, ...settings }),
  kms: (region) => new KMSClient({ region, ...settings }),
  ssm: (region) => new SSMClient({ region, ...settings }),
  sts: (region) => new STSClient({ region, ...settings }),
};
