import { findSource, type NamedSource } from './find-source.ts';
import { makeRegistration, type RegistrationResult } from './make-registration.ts';
import type { RequestContext } from './services.ts';

/** Registers a source that is gone again, with the detail types that it had; one that is there is kept. */
export async function recreateSource(
  named: NamedSource,
  context: RequestContext,
): Promise<RegistrationResult> {
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { generator, account, region } = found.mapping;
  const registration = { generator, account, region, recreates: found.mapping };
  return await makeRegistration(registration, context);
}
