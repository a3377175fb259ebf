import { readFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { isTenantName } from '../../../lambdas/registration/tenant.ts';
import { InputError } from '../../../terminal/input-error.ts';
import { fileProblem } from '../../../terminal/json-file.ts';
import { httpApi } from '../api/http-api.ts';
import type { TenantApi } from '../api/tenant-calls.ts';

/** Reads a token from a file. Rejects with an InputError. */
export async function readToken(option: string, path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new InputError(`${option} ${path}: ${fileProblem(error)}`, { cause: error });
  }
}

/**
 * The tenant of a token, which is not verified here: the API does that. Throws an InputError, which never has the token
 * in it.
 *
 * @param given how the token was given, for messages
 */
export function tenantOfToken(
  { token, given }: { readonly token: string; readonly given: string },
  { url, tenantClaim, nowMs }: TokenPlace,
): TenantApi {
  const minutes = minutesLeft(token, nowMs);
  if (minutes <= 0) throw new InputError(`${given}: the token has expired`);
  const tenant = claimOf(token, tenantClaim);
  if (typeof tenant === 'string' && isTenantName(tenant)) {
    return { tenant, send: httpApi(url, token) };
  }
  throw new InputError(
    `${given}: expected a token (JWT) whose claim ${tenantClaim} names a tenant`,
  );
}

/** Where a token is used, and when: epoch milliseconds. */
export interface TokenPlace {
  readonly url: string;
  readonly tenantClaim: string;
  readonly nowMs: number;
}

/** How many minutes a token still lasts; Infinity if it does not say it. */
export function minutesLeft(token: string, nowMs: number): number {
  const endSeconds = claimOf(token, 'exp');
  return typeof endSeconds === 'number' ? (endSeconds * 1_000 - nowMs) / 60_000 : Infinity;
}

function claimOf(token: string, claim: string): unknown {
  try {
    return decodeJwt(token)[claim];
  } catch {
    return undefined;
  }
}
