import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** Clients with a customer's credentials. */
export interface CustomerSide {
  readonly eventBridge: (region: string) => EventBridgeClient;
  readonly sqs: (region: string) => SQSClient;
}
