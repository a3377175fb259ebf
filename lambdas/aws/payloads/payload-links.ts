import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { writeLink } from '../../domain/payload/payload-link.ts';
import { signedPart, writeToken } from '../../domain/payload/payload-token.ts';
import type { LinkTo, PayloadLinks } from '../../ports/payloads.ts';
import { keptLinkSecrets } from './kept-link-secrets.ts';
import { readLinkSecrets, type LinkSecrets } from './link-secrets.ts';
import { tokenCode } from './token-code.ts';

/**
 * Makes links to payloads, by the secrets in the mapping table.
 *
 * @param client of the function's own Region, whose replica may be seconds behind
 */
export function payloadLinks(
  client: DynamoDBClient,
  tableName: string,
  now: () => number = Date.now,
): PayloadLinks {
  const recent = keptLinkSecrets((time) => readLinkSecrets(client, tableName, time), now);
  return {
    async open(time) {
      const secrets = await recent(time);
      return secrets && linksWith(secrets);
    },
  };
}

function linksWith({ secrets: [{ id, secret }], baseUrl }: LinkSecrets): LinkTo {
  return ({ bucket, key, expiresAt }, { generator, sourceArn, generation }) => {
    const expiresAtMs = Date.parse(expiresAt);
    const text = writeLink({ generator, sourceArn, generation, bucket, key, expiresAtMs });
    const signed = signedPart(text, id);
    return `${baseUrl}/payloads/${writeToken(signed, tokenCode(signed, secret))}`;
  };
}
