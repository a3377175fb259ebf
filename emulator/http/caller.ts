import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../state/world.ts';

/** The Region of an unsigned call, such as one typed by hand. */
const UNSIGNED_REGION = 'us-east-1';

/** `Credential=<access key id>/<date>/<Region>/<service>/aws4_request`, from the Authorization header. */
const CREDENTIAL = /Credential=([^/,\s]+)\/[^/,\s]+\/([^/,\s]+)\//u;

/** The Region that a call was signed for, and its account: the access key id, if it is an account number. */
export function callerOf(headers: IncomingHttpHeaders, partnerAccount: string): Caller {
  const [, accessKeyId = '', region = UNSIGNED_REGION] =
    CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  return { account: /^\d{12}$/u.test(accessKeyId) ? accessKeyId : partnerAccount, region };
}
