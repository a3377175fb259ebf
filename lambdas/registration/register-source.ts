import { createHash } from 'node:crypto';
import { makeRegistration, type RegistrationResult } from './make-registration.ts';
import { invalidRequest, problem, type Problem } from './problems.ts';
import { checkRegistration, type RequestedRegistration } from './read-registration.ts';
import type { RequestContext } from './services.ts';
import { isGeneratorOf } from './tenant.ts';

const maxKeyLength = 255;

/**
 * Registers a source for a customer. The same registration again is a success.
 *
 * @param idempotencyKey tells it apart from another registration for a day; it stores no answer
 */
export async function registerSource(
  registration: RequestedRegistration,
  idempotencyKey: string | undefined,
  context: RequestContext,
): Promise<RegistrationResult> {
  const { tenant, settings, catalog } = context;
  const rules = { partnerName: settings.partnerName, regions: settings.regions, catalog };
  return (
    checkKey(idempotencyKey) ??
    checkRegistration(registration, rules) ??
    (isGeneratorOf(tenant, registration.generator) ? undefined : problem('notFound')) ??
    (await claimKey(registration, idempotencyKey, context)) ??
    (await makeRegistration(registration, context))
  );
}

function checkKey(key: string | undefined): Problem | undefined {
  if (key === undefined || (key !== '' && key.length <= maxKeyLength)) return undefined;
  const message = `must have 1 to ${maxKeyLength} characters`;
  return invalidRequest([{ field: 'Idempotency-Key', message }]);
}

async function claimKey(
  registration: RequestedRegistration,
  key: string | undefined,
  { ledger, tenant, nowMs }: RequestContext,
): Promise<Problem | undefined> {
  if (key === undefined) return undefined;
  const fingerprint = fingerprintOf(registration);
  const claimed = await ledger.claimKey(tenant, key, fingerprint, nowMs);
  return claimed === fingerprint ? undefined : problem('idempotencyKeyReused');
}

/** The same for two registrations that mean the same. */
function fingerprintOf({ generator, account, region, detailTypes }: RequestedRegistration): string {
  const text = JSON.stringify({
    generator,
    account,
    region,
    detailTypes: detailTypes?.toSorted() ?? detailTypes,
  });
  return createHash('sha256').update(text).digest('hex');
}
