import { createHash } from 'node:crypto';
import { sendMissedOf } from './apply-observation.ts';
import { controlFound } from './control/control-mapping.ts';
import { findSource, type NamedSource } from './find-source.ts';
import { makeRegistration, type RegistrationResult } from './make-registration.ts';
import type { FieldError } from '../contract/problems.ts';
import { invalidRequest, problem, type Problem } from './problems.ts';
import { readRegistration, type RequestedRegistration } from './read-registration.ts';
import { reach } from './reachable.ts';
import type { RequestContext } from './request-context.ts';
import { isGeneratorOf } from './tenant.ts';

const maxKeyLength = 255;

/**
 * Registers a source for a customer. The same registration again is a success.
 *
 * @param body the parsed body of the request, not validated
 * @param idempotencyKey distinguishes this registration from others for a day; no answer is stored
 */
export async function registerSource(
  body: unknown,
  idempotencyKey: string | undefined,
  context: RequestContext,
): Promise<RegistrationResult> {
  const { tenant, settings, catalog } = context;
  const { partnerName, regions } = settings;
  const read = readRegistration(body, { partnerName, regions, catalog });
  const keyErrors = errorsOfKey(idempotencyKey);
  if (read.kind === 'problem') return invalidRequest([...keyErrors, ...(read.errors ?? [])]);
  if (keyErrors.length > 0) return invalidRequest(keyErrors);
  const registration = read.value;
  if (!isGeneratorOf(tenant, registration.generator)) return problem('notFound');
  return (
    (await claimKey(registration, idempotencyKey, context)) ??
    (await makeRegistration(registration, context))
  );
}

/**
 * Registers a deleted source again, with the detail types and the display name that it had; one that exists is kept.
 *
 * @param sendsMissed whether what the source missed is sent as soon as it is ACTIVE
 */
export async function recreateSource(
  named: NamedSource,
  { sendsMissed }: { readonly sendsMissed: boolean },
  context: RequestContext,
): Promise<RegistrationResult> {
  if (sendsMissed && context.settings.history.rows === 'none') return problem('historyOff');
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { generator, account, region } = found.mapping;
  const registration = { generator, account, region, recreates: found.mapping, sendsMissed };
  const result = await makeRegistration(registration, context);
  if (result.kind !== 'kept' || !sendsMissed) return result;
  const kept = await controlFound(result.mapping, { kind: 'sendMissedOnceActive' }, context);
  if (kept.kind === 'problem') return kept;
  await sendMissedOf(kept.mapping, context);
  return { ...result, mapping: kept.mapping };
}

/** What is wrong with an idempotency key, if there is one. */
export function errorsOfKey(key: string | undefined): readonly FieldError[] {
  if (key === undefined || (key !== '' && key.length <= maxKeyLength)) return [];
  return [{ field: 'Idempotency-Key', message: `must have 1 to ${maxKeyLength} characters` }];
}

async function claimKey(
  registration: RequestedRegistration,
  key: string | undefined,
  { ledger, tenant, nowMs }: RequestContext,
): Promise<Problem | undefined> {
  if (key === undefined) return undefined;
  const fingerprint = fingerprintOf(registration);
  const claimed = await reach(() => ledger.claimKey(tenant, key, fingerprint, nowMs));
  return claimed === fingerprint ? undefined : problem('idempotencyKeyReused');
}

/** Equal for two registrations that ask for the same. */
function fingerprintOf(registration: RequestedRegistration): string {
  const { generator, account, region, detailTypes, displayName } = registration;
  const text = JSON.stringify({
    generator,
    account,
    region,
    detailTypes: detailTypes?.toSorted() ?? detailTypes,
    displayName,
  });
  return createHash('sha256').update(text).digest('hex');
}
