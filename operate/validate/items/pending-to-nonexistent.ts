import type { SourceView } from '../../../lambdas/contract/source-view.ts';
import { sourceIn, tenantCalls } from '../api/tenant-calls.ts';
import type { ItemRun } from '../item-run.ts';
import { registerNew } from '../register.ts';
import { accountOfSource, deleteSourceDirectly } from '../sides/partner-side.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext } from '../walk-context.ts';

/** The first step, before anything else is done in any Region: a PENDING source ends as if it had expired. */
export async function makeNonexistent(
  run: ItemRun,
  region: string,
  context: WalkContext,
): Promise<SourceView> {
  const { subject, names } = context;
  const { tenants, customer, partner } = subject;
  const generator = names.generator(tenants.first.tenant, region, 'pending');
  const { account } = customer;
  const view = await registerNew({ generator, account, region }, tenants.first, run, context);
  run.expect(
    view.state === 'PENDING',
    `expected a new source to be PENDING, but the API answered ${view.state}`,
  );
  const client = partner.eventBridge(region);
  await deleteSourceDirectly({ name: view.name, account }, { region, client }, run);
  return view;
}

/**
 * The second step: the API shows that the source is gone and why, and the source can be created again. A registration of
 * the last minutes may still be under way, so that nobody concludes anything of it before.
 */
export async function showNonexistent(
  run: ItemRun,
  view: SourceView,
  context: WalkContext,
): Promise<void> {
  const { subject, services } = context;
  const { name, region } = view;
  const calls = tenantCalls(subject.tenants.first, run, services);
  const { bounds, connection } = subject;
  const graceMs = connection.policy.registrationGraceMinutes * 60_000;
  const { retirement } = await waitFor(
    {
      what: `the API to show that ${name} in ${region} is gone (${graceMs / 60_000} minutes after its registration at the earliest)`,
      withinMs: bounds.stateMs + (subject.passTime === undefined ? graceMs : 0),
      everyMs: Math.max(bounds.everyMs, bounds.everyMs * 2),
    },
    async () => {
      const found = sourceIn(await calls.get({ name, region }), [200], 'asking for the source');
      const isGone = found.state === 'DELETED' && found.retirement !== null;
      return isGone ? { done: true, value: found } : { done: false, seen: found.state };
    },
    services,
  );
  run.finding('Why the source is gone, as the API says it', [retirement?.reason ?? '']);
  const again = sourceIn(await calls.recreate({ name, region }), [201], 'creating it again');
  run.expect(
    again.state === 'PENDING',
    `expected the source that was created again to be PENDING, but the API answered ${again.state}`,
  );
  const client = subject.partner.eventBridge(region);
  const found = await accountOfSource(name, { region, client }, run);
  run.expect(
    found?.state === 'PENDING',
    `expected the partner to have ${name} in ${region} again, PENDING, but it is ${found?.state ?? 'not there'}`,
  );
}
