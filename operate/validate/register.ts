import type { SourceView } from '../../lambdas/contract/source-view.ts';
import type { ApiAnswer } from './api/send-api.ts';
import { sourceIn, tenantCalls, type Registration, type TenantApi } from './api/tenant-calls.ts';
import type { ItemRun } from './item-run.ts';
import type { WalkContext } from './walk-context.ts';

/** Registers what this run alone has, after it has noted it; it must be new. Rejects with an ItemEnded. */
export async function registerNew(
  registration: Registration,
  tenant: TenantApi,
  run: ItemRun,
  context: WalkContext,
): Promise<SourceView> {
  const answer = await register(registration, tenant, run, context);
  return sourceIn(answer, [201], `registering ${registration.generator}`);
}

/** Registers what this run alone has, after it has noted it, and resolves with whatever the API answers. */
export async function register(
  registration: Registration,
  tenant: TenantApi,
  run: ItemRun,
  context: WalkContext,
): Promise<ApiAnswer> {
  noteRegistration(registration, context);
  return await tenantCalls(tenant, run, context.services).register(registration);
}

function noteRegistration({ generator, region }: Registration, context: WalkContext): void {
  const { journal, removeRegistration, subject } = context;
  journal.note({
    what: `what is registered for ${generator} in ${region}`,
    undo: async () => await removeRegistration(generator),
    byHand: `npm run fanout -- validate --clean-up ${subject.options}`.trim(),
  });
}
