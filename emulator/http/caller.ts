import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../state/world.ts';

/** The Region of a call that is not signed, as a call typed by hand is. */
const UNSIGNED_REGION = 'us-east-1';

/** `Credential=<access key id>/<date>/<Region>/<service>/aws4_request`, from the Authorization header. */
const CREDENTIAL = /Credential=([^/,\s]+)\/[^/,\s]+\/([^/,\s]+)\//u;

/** The Region a call was signed for, and the account: the access key id, if it is an account number. */
export function callerOf(headers: IncomingHttpHeaders, partnerAccount: string): Caller {
  const [, accessKeyId = '', region = UNSIGNED_REGION] =
    CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  return { account: /^\d{12}$/u.test(accessKeyId) ? accessKeyId : partnerAccount, region };
}
