import type { SourceView } from '../../lambdas/contract/source-view.ts';
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
  noteRegistration(registration, context);
  const answer = await tenantCalls(tenant, run, context.services).register(registration);
  return sourceIn(answer, [201], `registering ${registration.generator}`);
}

function noteRegistration({ generator, region }: Registration, context: WalkContext): void {
  const { journal, removeRegistration, subject } = context;
  journal.note({
    what: `what is registered for ${generator} in ${region}`,
    undo: async () => await removeRegistration(generator),
    byHand: `npm run fanout -- validate --clean-up ${subject.options}`.trim(),
  });
}
