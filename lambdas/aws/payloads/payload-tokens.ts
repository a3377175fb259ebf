import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { timingSafeEqual } from 'node:crypto';
import { readLink } from '../../domain/payload/payload-link.ts';
import { readToken } from '../../domain/payload/payload-token.ts';
import type { PayloadTokens } from '../../ports/payloads.ts';
import { keptLinkSecrets } from './kept-link-secrets.ts';
import { readLinkSecrets } from './link-secrets.ts';
import { tokenCode } from './token-code.ts';

/**
 * Opens the tokens of links to payloads, by the secrets in the mapping table.
 *
 * @param client of the home Region
 */
export function payloadTokens(
  client: DynamoDBClient,
  tableName: string,
  now: () => number = Date.now,
): PayloadTokens {
  const recent = keptLinkSecrets((time) => readLinkSecrets(client, tableName, time), now);
  return {
    async openToken(token) {
      // Most of what is no token costs no reading at all.
      const read = readToken(token);
      const secrets = read && (await recent());
      const secret = secrets?.secrets.find(({ id }) => id === read?.secretId)?.secret;
      if (read === undefined || secret === undefined) return undefined;
      return isSame(tokenCode(read.signed, secret), read.code) ? readLink(read.text) : undefined;
    },
  };
}

/** Whether two codes of the same length are the same; how long that takes does not show where they differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
