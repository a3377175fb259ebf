import { accountOfSource } from '../sides/partner-side.ts';
import { stateForCustomer } from '../sides/customer-bus.ts';
import type { ItemRun } from '../item-run.ts';
import { takePicture } from '../take-picture.ts';
import { registerNew } from '../register.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';

/**
 * A tenant registers an account and a Region; the partner and the customer see the source there, PENDING, and nobody
 * sees it in another Region.
 */
export async function showSourceCreated(
  run: ItemRun,
  region: string,
  context: WalkContext,
): Promise<WalkedSource> {
  const { names, subject } = context;
  const { tenants, customer } = subject;
  const generator = names.generator(tenants.first.tenant, region, 'events');
  const registration = { generator, account: customer.account, region };
  await takePicture('register', { generator, view: { ...registration, name: '' } }, run, context);
  const view = await registerNew(registration, tenants.first, run, context);
  run.expect(
    view.region === region && view.account === customer.account,
    `expected a source for account ${customer.account} in ${region}, but the API answered one for ${view.account} in ${view.region}`,
  );
  await refuseElsewhere(view.name, region, run, context);
  await expectPendingForPartner(view.name, region, run, context);
  await expectPendingForCustomer(view.name, region, run, context);
  await takePicture('pending', { generator, view }, run, context);
  return { generator, view };
}

/** It must not be in another Region of the walk. */
async function refuseElsewhere(
  name: string,
  region: string,
  run: ItemRun,
  { subject, regions, services }: WalkContext,
): Promise<void> {
  for (const other of regions.filter((one) => one !== region)) {
    const client = subject.partner.eventBridge(other);
    const found = await waitFor(
      {
        what: `an answer whether ${other} has the source`,
        withinMs: subject.bounds.stateMs,
        everyMs: subject.bounds.everyMs,
      },
      async () => ({
        done: true,
        value: await accountOfSource(name, { region: other, client }, run),
      }),
      services,
    );
    run.expect(
      found === undefined,
      `expected the source in ${region} alone, but the partner has it in ${other} (${found?.state}, account ${found?.account})`,
    );
  }
}

async function expectPendingForPartner(
  name: string,
  region: string,
  run: ItemRun,
  { subject, services }: WalkContext,
): Promise<void> {
  const { partner, customer, bounds } = subject;
  const client = partner.eventBridge(region);
  const what = `the source ${name} in ${region}, PENDING and for account ${customer.account}, for the partner`;
  await waitFor(
    { what, withinMs: bounds.stateMs, everyMs: bounds.everyMs },
    async () => {
      const found = await accountOfSource(name, { region, client }, run);
      const isRight = found?.state === 'PENDING' && found.account === customer.account;
      if (isRight) return { done: true, value: undefined };
      const seen = found === undefined ? 'no such source' : `${found.state}, ${found.account}`;
      return { done: false, seen };
    },
    services,
  );
}

async function expectPendingForCustomer(
  name: string,
  region: string,
  run: ItemRun,
  { subject, services }: WalkContext,
): Promise<void> {
  const { customer, bounds } = subject;
  const client = customer.eventBridge(region);
  await waitFor(
    {
      what: `the source ${name} in ${region}, PENDING, for the customer`,
      withinMs: bounds.stateMs,
      everyMs: bounds.everyMs,
    },
    async () => {
      const state = await stateForCustomer(name, { region, client }, run);
      if (state === 'PENDING') return { done: true, value: undefined };
      return { done: false, seen: state ?? 'no such source' };
    },
    services,
  );
}
