import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** What a conditional write answered, or undefined if its condition did not hold. */
export async function unlessSuperseded<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
