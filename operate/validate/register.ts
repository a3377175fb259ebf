import type { SourceView } from '../../lambdas/contract/source-view.ts';
import type { ApiAnswer } from './api/send-api.ts';
import { sourceIn, tenantCalls, type Registration, type TenantApi } from './api/tenant-calls.ts';
import { ItemEnded } from './item-ended.ts';
import type { ItemRun } from './item-run.ts';
import { nameProblemsForAws } from './judge/source-names.ts';
import type { WalkContext } from './walk-context.ts';

/**
 * Registers what this run alone has, after it has noted it; it must be new, and its name one that AWS takes. Rejects
 * with an ItemEnded.
 */
export async function registerNew(
  registration: Registration,
  tenant: TenantApi,
  run: ItemRun,
  context: WalkContext,
): Promise<SourceView> {
  const answer = await register(registration, tenant, run, context);
  const { generator, account } = registration;
  const view = sourceIn(answer, answer.isRepeat ? [200, 201] : [201], `registering ${generator}`);
  const named = { words: generator, account, name: view.name };
  const [problem] = nameProblemsForAws(named, context.subject.connection.partnerName);
  if (problem !== undefined) throw new ItemEnded(problem);
  return view;
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
