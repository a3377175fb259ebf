import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readLink, writeLink } from '../../domain/payload/payload-link.ts';
import { readToken, signedPart, writeToken } from '../../domain/payload/payload-token.ts';
import type { LinkTo, PayloadLinks, PayloadTokens } from '../../ports/payloads.ts';
import { keptLinkSecrets } from './kept-link-secrets.ts';
import { readLinkSecrets, type LinkSecrets } from './link-secrets.ts';

/**
 * The links to payloads, by the secrets in the mapping table.
 *
 * @param client of the function's own Region, whose replica may be seconds behind
 */
export function payloadLinks(
  client: DynamoDBClient,
  tableName: string,
  now: () => number = Date.now,
): PayloadLinks & PayloadTokens {
  const recent = keptLinkSecrets((time) => readLinkSecrets(client, tableName, time), now);
  return {
    async open(time) {
      const secrets = await recent(time);
      return secrets && linksWith(secrets);
    },
    async openToken(token) {
      // Most of what is no token costs no reading at all.
      const read = readToken(token);
      const secrets = read && (await recent());
      const secret = secrets?.secrets.find(({ id }) => id === read?.secretId)?.secret;
      if (read === undefined || secret === undefined) return undefined;
      return isSame(codeOf(read.signed, secret), read.code) ? readLink(read.text) : undefined;
    },
  };
}

function linksWith({ secrets: [{ id, secret }], baseUrl }: LinkSecrets): LinkTo {
  return ({ bucket, key, expiresAt }, { generator, sourceArn, generation }) => {
    const expiresAtMs = Date.parse(expiresAt);
    const text = writeLink({ generator, sourceArn, generation, bucket, key, expiresAtMs });
    const signed = signedPart(text, id);
    return `${baseUrl}/payloads/${writeToken(signed, codeOf(signed, secret))}`;
  };
}

function codeOf(signed: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

/** Whether two codes of the same length are the same; how long that takes does not show where they differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
