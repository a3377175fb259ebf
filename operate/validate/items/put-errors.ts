import type { SourceView } from '../../../lambdas/contract/source-view.ts';
import { tenantCalls, type TenantCalls } from '../api/tenant-calls.ts';
import type { ItemRun } from '../item-run.ts';
import { judgeMissingSource } from '../judge/missing-source.ts';
import { registerNew } from '../register.ts';
import { plainEvent } from '../samples.ts';
import { markedEvent, sendMarked } from '../send-marked.ts';
import { deleteSourceDirectly } from '../sides/partner-side.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext } from '../walk-context.ts';

/**
 * A source is deleted behind the product's back, and an event sent: the mapping is retired with AWS's code as the
 * reason, and no other source is touched.
 *
 * @param others generators of the tenant's other sources in the Region
 */
export async function showMissingSource(
  run: ItemRun,
  { region, others }: { readonly region: string; readonly others: readonly string[] },
  context: WalkContext,
): Promise<void> {
  const { subject, names, services } = context;
  const { tenants, customer, partner } = subject;
  const generator = names.generator(tenants.first.tenant, region, 'put-errors');
  const { account } = customer;
  const view = await registerNew({ generator, account, region }, tenants.first, run, context);
  const calls = tenantCalls(tenants.first, run, services);
  const before = await statesOf(others, calls);
  const client = partner.eventBridge(region);
  await deleteSourceDirectly({ name: view.name, account }, { region, client }, run);
  const reason = await awaitRetirement(view, { run, calls, context });
  const { problem, note } = judgeMissingSource(reason, subject.connection.settings);
  if (problem !== undefined) run.problem(problem);
  if (note !== undefined) run.note(note);
  run.finding('Why the mapping was retired', [reason]);
  const after = await statesOf(others, calls);
  run.expect(
    before === after,
    `expected no other source to be touched, but they were ${before} and are ${after}`,
  );
}

interface Awaiting {
  readonly run: ItemRun;
  readonly calls: TenantCalls;
  readonly context: WalkContext;
}

/**
 * Sends events until the table, which is asked without asking AWS, has the mapping as retired: for a moment EventBridge
 * may still take events for a source that was deleted.
 */
async function awaitRetirement(
  { generator, name, region }: SourceView,
  { run, calls, context }: Awaiting,
): Promise<string> {
  const { subject, names, services } = context;
  const { bounds } = subject;
  let sent = 0;
  let nextMs = -Infinity;
  const sendIfDue = async () => {
    if (services.clock.now() < nextMs) return;
    const event = markedEvent(names.mark(region, `put-errors-${sent}`), {
      generator,
      ...plainEvent,
    });
    await sendMarked(
      [event],
      'The vendor sends an event for the source that is gone',
      run,
      context,
    );
    sent += 1;
    nextMs = services.clock.now() + bounds.tryEveryMs;
  };
  return await waitFor(
    {
      what: `the mapping of ${name} in ${region} to be retired by the answer to the event`,
      withinMs: bounds.retireMs,
      everyMs: bounds.everyMs,
    },
    async () => {
      await sendIfDue();
      const listed = await calls.list(generator);
      const found = listed.find((one) => one.name === name && one.region === region);
      const reason = found?.retirement?.reason;
      if (reason !== undefined) return { done: true, value: reason };
      return { done: false, seen: found?.state ?? 'no such mapping' };
    },
    services,
  );
}

async function statesOf(generators: readonly string[], calls: TenantCalls): Promise<string> {
  const states: string[] = [];
  for (const generator of generators) {
    for (const { name, region, state, retirement } of await calls.list(generator)) {
      states.push(`${name} in ${region}: ${retirement === null ? state : 'retired'}`);
    }
  }
  return states.join('; ');
}
