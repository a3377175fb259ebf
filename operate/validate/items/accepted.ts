import { sourceIn, tenantCalls } from '../api/tenant-calls.ts';
import type { ItemRun } from '../item-run.ts';
import { createBus, deleteBus } from '../sides/customer-bus.ts';
import { takePicture } from '../take-picture.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';

/** The customer creates the bus of the source, and the API shows that it is ACTIVE. */
export async function showAccepted(
  run: ItemRun,
  { region, source }: { readonly region: string; readonly source: WalkedSource },
  context: WalkContext,
): Promise<true> {
  const { subject, journal, services } = context;
  const { name } = source.view;
  const { customer, tenants, bounds } = subject;
  const client = customer.eventBridge(region);
  journal.note({
    what: `the customer's event bus ${name} in ${region}`,
    undo: async () => await deleteBus(name, { region, client }),
    byHand: `${customer.cli} events delete-event-bus --region ${region} --name ${name}`,
  });
  await createBus(name, { region, client }, run);
  const calls = tenantCalls(tenants.first, run, services);
  await waitFor(
    {
      what: `the API to show the source in ${region} as ACTIVE`,
      withinMs: bounds.stateMs,
      everyMs: bounds.everyMs,
    },
    async () => {
      const { state } = sourceIn(await calls.get({ name, region }), [200], 'asking for the source');
      return state === 'ACTIVE' ? { done: true, value: true } : { done: false, seen: state };
    },
    services,
  );
  await takePicture('active', source, run, context);
  return true;
}
