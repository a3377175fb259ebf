import { credentialsOf, partnerAccount } from './partner.ts';

/** The addresses of local mode's services, each on 127.0.0.1. */
export interface Endpoints {
  readonly sqs: string;
  readonly dynamodb: string;
  readonly eventBridge: string;
}

/** The SDK's own variables, which point every client to local mode; the functions' code is unaware of it. */
export function sdkEnvironment({ sqs, dynamodb, eventBridge }: Endpoints) {
  const { accessKeyId, secretAccessKey } = credentialsOf(partnerAccount);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_SQS: sqs,
    // The same server has both.
    AWS_ENDPOINT_URL_S3: sqs,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge,
  };
}
