import { credentialsOf, partnerAccount } from './partner.ts';

/** Where the services of local mode answer, each on 127.0.0.1. */
export interface Endpoints {
  readonly sqs: string;
  readonly dynamodb: string;
  readonly eventBridge: string;
}

/** The SDK's own variables: they lead every client to local mode, so that no code of the functions knows of it. */
export function sdkEnvironment({ sqs, dynamodb, eventBridge }: Endpoints) {
  const { accessKeyId, secretAccessKey } = credentialsOf(partnerAccount);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge,
  };
}
