import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SigningCredentials } from '../request-signer.ts';

const { config } = new DynamoDBClient();

/** The credentials of the SDK's clients. */
export async function sdkCredentials(): Promise<SigningCredentials> {
  return await config.credentials();
}
